// A function that may be marked, called a million times, and the rest of a program, in turns: writes to TIMES_FILE the nanoseconds of
// each. The rest leaves nothing to collect: how long a collector copies depends on when it comes, by more than is to be seen here.
import { writeFileSync } from "node:fs";

const calls = 1_000_000;
const rounds = 21;
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

class Board {
  columns = [];
  rising = [];
  falling = [];
  solutions = 0;

  constructor(size) {
    this.size = size;
  }

  isFree(row, column) {
    return !this.columns[column] && !this.rising[row + column] && !this.falling[row - column + this.size];
  }

  set(row, column, taken) {
    this.columns[column] = this.rising[row + column] = this.falling[row - column + this.size] = taken;
  }

  place(row) {
    if (row === this.size) this.solutions += 1;
    for (let column = 0; row < this.size && column < this.size; column++) {
      if (!this.isFree(row, column)) continue;
      this.set(row, column, true);
      this.place(row + 1);
      this.set(row, column, false);
    }
  }
}

function rest() {
  const board = new Board(11);
  board.place(0);
  sum += board.solutions;
}

function nsOf(action) {
  const begin = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - begin);
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const taken = { marked: [], rest: [] };
for (let round = 0; round < rounds; round++) {
  taken.marked.push(nsOf(marked));
  taken.rest.push(nsOf(rest));
}
writeFileSync(process.env.TIMES_FILE, JSON.stringify({ marked: median(taken.marked), rest: median(taken.rest), sum }));
