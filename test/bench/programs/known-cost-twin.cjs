// The work and the truth of known-cost.cjs: reads the clock at phase borders and writes the sums to the file TRUTH_FILE at exit.
// PHASE_US is the length of the shortest phase in microseconds, RUN_MS the length of the run.
const { writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

const now = performance.now.bind(performance);
const truthMs = [0, 0, 0, 0];
let last = 0;
let sink = 0;

function spin(size) {
  let x = size;
  for (let i = 0; i < size; i++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
  sink ^= x;
}

/** Turns of `spin` that take a microsecond, by the best of several tries, so that a busy moment does not shorten the phases. */
function turnsPerMicrosecond() {
  const tries = Array.from({ length: 20 }, () => {
    const started = now();
    spin(200_000);
    return 200_000 / (1_000 * (now() - started));
  });
  return Math.max(...tries);
}

const unit = Math.max(1, Math.round(Number(process.env.PHASE_US) * turnsPerMicrosecond()));
const end = now() + Number(process.env.RUN_MS);

exports.unit = unit;
exports.spin = spin;
exports.begin = () => {
  last = now();
};
exports.border = (line) => {
  const time = now();
  truthMs[line] += time - last;
  last = time;
};
exports.over = () => now() >= end;

process.on("exit", () => writeFileSync(process.env.TRUTH_FILE, JSON.stringify({ truthMs, sink })));
