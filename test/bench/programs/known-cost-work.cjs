// What the phases of known-cost.cjs do. Run by itself it prints how many turns of that take a microsecond: measured in a process of
// its own, so that the run that is profiled is as long as it is said to be.
const { performance } = require("node:perf_hooks");

let sink = 0;

function spin(size) {
  let x = size;
  for (let i = 0; i < size; i++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
  sink ^= x;
}

/** By the best of several tries, so that a busy moment does not shorten the phases. */
function turnsPerMicrosecond() {
  const tries = Array.from({ length: 20 }, () => {
    const started = performance.now();
    spin(200_000);
    return 200_000 / (1_000 * (performance.now() - started));
  });
  return Math.max(...tries);
}

if (require.main === module) console.log(turnsPerMicrosecond());

module.exports = { spin, sunk: () => sink };
