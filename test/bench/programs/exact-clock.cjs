// What the exact clock takes: writes to TIMES_FILE the nanoseconds of one turn of each loop, and of one reading of the clock.
const { writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

const turns = 1_000_000;
const rounds = 8;
let a = 0;
let b = 0;

// Three lines a turn.
function lines() {
  for (let i = 0; i < turns; i++) {
    a = i;
    b = a;
  }
}

/* perline ignore next */
function ignored() {
  b = a;
}

function callee() {
  ignored();
}

// Three lines a turn, one of them within a call.
function calls() {
  for (let i = 0; i < turns; i++) {
    callee();
  }
}

/* perline ignore next */
function reads() {
  for (let i = 0; i < turns; i++) b = performance.now();
}

/* perline ignore next */
function turnNs(loop) {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    loop();
    least = Math.min(least, performance.now() - started);
  }
  return (least * 1e6) / turns;
}

writeFileSync(process.env.TIMES_FILE, JSON.stringify({ lines: turnNs(lines), calls: turnNs(calls), reads: turnNs(reads) }));
