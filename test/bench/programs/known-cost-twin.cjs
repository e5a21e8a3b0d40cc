// The truth of known-cost.cjs: reads the clock at the borders of phases, and writes the sums to TRUTH_FILE at exit.
// The clock is read where a phase begins, since V8 interrupts a function where it returns, to hand it to its compiler: that may
// take a while, and is part of the line that called. No reading makes garbage: its collection would follow the reading.
//
// Where a line ends the clock is read as well. What lies between that and the begin of the next is some nanoseconds, unless the
// system or V8 put the program aside just there: then nobody can tell which of the two lines it was, and TRUTH_FILE says how long.
const { writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");
const { spin, sunk } = require("./known-cost-work.cjs");

const now = performance.now.bind(performance);
/** By phase; the last is whatever is between turns. */
const truthMs = new Float64Array(5);
const since = new Float64Array(1);
const left = new Float64Array(1);
const doubtfulMs = new Float64Array(1);
/** A border that takes so many milliseconds was no mere border. */
const longBorderMs = 0.05;
let phase = 4;

const unit = Math.max(1, Math.round(Number(process.env.PHASE_US) * Number(process.env.TURNS_PER_US)));
let end = Infinity;

function enter(next) {
  const time = now();
  if (time - left[0] > longBorderMs) doubtfulMs[0] += time - left[0];
  truthMs[phase] += time - since[0];
  since[0] = time;
  phase = next;
}

function leave() {
  left[0] = now();
}

function over() {
  return now() >= end;
}

// What tells the truth is compiled before it is asked: V8 would do so in the midst of a run, and interrupt lines for it.
for (let i = 0; i < 20_000 && !over(); i++) {
  enter(4);
  spin(10);
  leave();
}
truthMs.fill(0);
doubtfulMs.fill(0);
end = now() + Number(process.env.RUN_MS);

module.exports = { enter, leave, over, spin, unit };

process.on("exit", () => {
  const truth = { truthMs: [...truthMs.subarray(0, 4)], doubtfulMs: doubtfulMs[0], sunk: sunk() };
  writeFileSync(process.env.TRUTH_FILE, JSON.stringify(truth));
});
