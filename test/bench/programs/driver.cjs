// Requires the program named first, and writes to the file BENCH_TIMES how long its evaluation took, and how long until exit.
const { writeFileSync } = require("node:fs");
const { resolve } = require("node:path");

const started = process.hrtime.bigint();
let evaluated = started;
process.on("exit", () => {
  const times = { evaluationNs: Number(evaluated - started), untilExitNs: Number(process.hrtime.bigint() - started) };
  writeFileSync(process.env.BENCH_TIMES, JSON.stringify(times));
});
require(resolve(process.argv[2]));
evaluated = process.hrtime.bigint();
