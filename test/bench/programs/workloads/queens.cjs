// All ways to set ten queens on a board: recursion over arrays of flags.
const size = 10;

class Board {
  constructor() {
    this.columns = new Array(size).fill(false);
    this.rising = new Array(2 * size).fill(false);
    this.falling = new Array(2 * size).fill(false);
    this.ways = 0;
  }

  isFree(row, column) {
    return !this.columns[column] && !this.rising[row + column] && !this.falling[row - column + size];
  }

  set(row, column, taken) {
    this.columns[column] = taken;
    this.rising[row + column] = taken;
    this.falling[row - column + size] = taken;
  }

  place(row) {
    if (row === size) {
      this.ways += 1;
      return;
    }
    for (let column = 0; column < size; column++) {
      if (!this.isFree(row, column)) continue;
      this.set(row, column, true);
      this.place(row + 1);
      this.set(row, column, false);
    }
  }
}

module.exports = (rounds) => {
  let ways = 0;
  for (let round = 0; round < 8 * rounds; round++) {
    const board = new Board();
    board.place(0);
    ways += board.ways;
  }
  return ways;
};
