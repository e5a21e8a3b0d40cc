// Prints, as JSON, how many bytes V8's heap grows by with each call of what instrumented code calls: the least of several tries, since
// what else happens in a process only adds to it.
const { getHeapStatistics } = require("node:v8");
const { outcome } = require("@perline/format");
const { aim, close, count, enter, fail, handle, keep, line, open, pause, resume, suspend } = require("../../../packages/runtime/dist/probes.js");

const calls = 1000;

const pieces = {
  keep: () => keep(outcome),
  aim: () => aim(outcome, -1),
  count: () => count(1),
  "open, close": () => close(open(1)),
  "enter, line, fail": () => {
    const frame = enter(1);
    line(frame, 2);
    fail(frame);
  },
  "handle, fail": () => fail(handle(enter(1), outcome.caught)),
  pause: () => fail(pause(enter(1), 2)),
  // Two readings of the clock, which are numbers on the heap before V8 has what it needs to inline them.
  "suspend, resume": () => fail(~resume(suspend(enter(1), 1))),
};

/** A loop of its own for each piece, so that V8 inlines it. */
function bytesOf(piece) {
  const repeat = new Function("piece", `for (let call = 0; call < ${calls}; call++) piece();`);
  for (let turn = 0; turn < 300; turn++) repeat(piece);
  let least = Infinity;
  for (let attempt = 0; attempt < 30; attempt++) {
    const before = getHeapStatistics().used_heap_size;
    repeat(piece);
    const grown = getHeapStatistics().used_heap_size - before;
    // A collection in between makes it less.
    if (grown >= 0) least = Math.min(least, grown);
  }
  return Math.floor(least / calls);
}

console.log(JSON.stringify(Object.fromEntries(Object.entries(pieces).map(([name, piece]) => [name, bytesOf(piece)]))));
