/** Adds up to a number, slowly. */
export function sum(n) {
  let total = 0;
  for (let i = 1; i <= n; i++) {
    total += i;
  }
  return total;
}

export class Counter {
  constructor() {
    this.count = 0;
  }

  up() {
    this.count += 1;
    return this;
  }
}
