// Preloaded into a program: another process kills it after KILL_AFTER_MS milliseconds, wherever it stands, and writes the
// moment to the file KILL_MOMENT.
const { spawn } = require("node:child_process");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  const { NODE_OPTIONS: _options, PERLINE_RUN: _run, ...env } = process.env;
  const kill = `require("node:fs").writeFileSync(process.env.KILL_MOMENT, String(Date.now())); process.kill(${process.pid}, "SIGKILL")`;
  spawn(process.execPath, ["-e", `setTimeout(() => { ${kill}; }, process.env.KILL_AFTER_MS)`], { env, stdio: "ignore", detached: true }).unref();
}
