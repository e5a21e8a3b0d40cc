// Instruments the file named first as `perline run` would, and prints how long that took and how much memory the process needed.
const started = process.hrtime.bigint();
const { readFileSync } = require("node:fs");
const { instrument } = require("@perline/transform");

const filename = process.argv[2];
const { code, probeCount } = instrument(readFileSync(filename, "utf8"), {
  filename, path: filename, goal: "commonjs", clock: "sampled", base: 1, select: "all", keepText: true,
});
const ms = Number(process.hrtime.bigint() - started) / 1e6;
process.stdout.write(JSON.stringify({ ms, maxRssMb: process.resourceUsage().maxRSS / 1024, probeCount, length: code.length }));
