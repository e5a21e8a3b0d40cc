// Runs the program named first, and writes to the file BENCH_TIMES how long that took and how much processor time this process has
// used meanwhile. Modules that BENCH_FIRST names (as JSON) are loaded before. The clock begins when the program is loaded, or calls
// `benchBegin`; where the program exports a function, that is called with ROUNDS, on a clock of its own, and what it gives is printed.
// CommonJS programs are required, so that they pay for no hook of ES modules.
const { writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { resolve } = require("node:path");
const { pathToFileURL } = require("node:url");

const file = resolve(process.argv[2]);
const isModule = file.endsWith(".mjs");
const fromProgram = createRequire(file);
let started;
let cpuBefore;
let evaluated;

function begin() {
  cpuBefore = process.cpuUsage();
  started = evaluated = process.hrtime.bigint();
}

async function run() {
  for (const name of JSON.parse(process.env.BENCH_FIRST ?? "[]")) await (isModule ? import(name) : fromProgram(name));
  begin();
  const exported = isModule ? import(pathToFileURL(file)) : fromProgram(file);
  // Nothing is awaited for a program that is evaluated at once.
  if (exported instanceof Promise) await exported;
  evaluated = process.hrtime.bigint();
  if (typeof exported !== "function") return;
  begin();
  console.log(await exported(Number(process.env.ROUNDS)));
}

globalThis.benchBegin = begin;
process.on("exit", () => {
  const untilExitNs = Number(process.hrtime.bigint() - started);
  const { user, system } = process.cpuUsage(cpuBefore);
  const times = { evaluationNs: Number(evaluated - started), untilExitNs, cpuNs: 1_000 * (user + system) };
  writeFileSync(process.env.BENCH_TIMES, JSON.stringify(times));
});
run();
