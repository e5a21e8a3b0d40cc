// A function that may be marked, called a million times, and the rest of a program: writes to TIMES_FILE the nanoseconds of each.
import { writeFileSync } from "node:fs";

const calls = 1_000_000;
const rounds = 15;
let sum = 0;

// MARK
function step(value) {
  let rest = value;
  while (rest > 9) rest = (rest - (rest % 10)) / 10 + (rest % 10);
  return rest;
}

function marked() {
  for (let call = 0; call < calls; call++) sum += step(call);
}

class Queue {
  items = [];

  add(item) {
    this.items.push(item);
  }

  total() {
    let total = 0;
    for (const { size } of this.items) total += size;
    return total;
  }
}

function rest() {
  const queues = new Map();
  for (let turn = 0; turn < 300_000; turn++) {
    const name = `queue ${turn % 100}`;
    if (!queues.has(name)) queues.set(name, new Queue());
    queues.get(name).add({ size: turn % 7 });
  }
  for (const queue of queues.values()) sum += queue.total();
}

function fastestNs(action) {
  let fastest = Infinity;
  for (let round = 0; round < rounds; round++) {
    const begin = process.hrtime.bigint();
    action();
    fastest = Math.min(fastest, Number(process.hrtime.bigint() - begin));
  }
  return fastest;
}

writeFileSync(process.env.TIMES_FILE, JSON.stringify({ marked: fastestNs(marked), rest: fastestNs(rest), sum }));
