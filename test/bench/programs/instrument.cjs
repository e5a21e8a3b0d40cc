// Instruments the file named first with `perline` (as `perline run` would) or `istanbul`, named second: once from cold, then as often
// as the third argument says. Prints milliseconds (of loading the instrumenter, of the first time, of the quickest time after it) and
// how much memory the process needed at its peak.
const { readFileSync } = require("node:fs");

const [filename, instrumenter = "perline", again = "0"] = process.argv.slice(2);
const text = readFileSync(filename, "utf8");

const loaders = {
  perline() {
    const { instrument } = require("@perline/transform");
    const options = { filename, path: filename, goal: "commonjs", clock: "sampled", base: 1, select: "all", keepText: true };
    return () => instrument(text, options).code;
  },
  istanbul() {
    const { createInstrumenter } = require("istanbul-lib-instrument");
    return () => createInstrumenter({ esModules: false, compact: false }).instrumentSync(text, filename);
  },
};

function timed(action) {
  const started = process.hrtime.bigint();
  const result = action();
  return { result, ms: Number(process.hrtime.bigint() - started) / 1e6 };
}

const loaded = timed(loaders[instrumenter]);
const cold = timed(loaded.result);
const warm = Array.from({ length: Number(again) }, () => timed(loaded.result).ms);
process.stdout.write(JSON.stringify({
  loadMs: loaded.ms,
  coldMs: cold.ms,
  warmMs: warm.length === 0 ? null : Math.min(...warm),
  maxRssMb: process.resourceUsage().maxRSS / 1024,
  megabytes: Buffer.byteLength(text) / 1e6,
}));
