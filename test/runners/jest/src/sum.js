/** Adds up to a number, slowly. */
function sum(n) {
  let total = 0;
  for (let i = 1; i <= n; i++) {
    total += i;
  }
  return total;
}

class Counter {
  constructor() {
    this.count = 0;
  }

  up() {
    this.count += 1;
    return this;
  }
}

module.exports = { sum, Counter };
