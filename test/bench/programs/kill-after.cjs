// Preloaded into a program: another process kills it after KILL_AFTER_MS milliseconds, wherever it stands.
const { spawn } = require("node:child_process");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  const { NODE_OPTIONS: _options, PERLINE_RUN: _run, ...env } = process.env;
  const code = `setTimeout(() => process.kill(${process.pid}, "SIGKILL"), ${Number(process.env.KILL_AFTER_MS)})`;
  spawn(process.execPath, ["-e", code], { env, stdio: "ignore", detached: true }).unref();
}
