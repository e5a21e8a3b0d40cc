// Preloaded into a program: writes its number to the file PID_FILE, for whoever wants to kill it.
const { renameSync, writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  writeFileSync(`${process.env.PID_FILE}.tmp`, String(process.pid));
  renameSync(`${process.env.PID_FILE}.tmp`, process.env.PID_FILE);
}
