/** Adds up to a number, slowly. */
export function sum(n: number): number {
  let total = 0;
  for (let i = 1; i <= n; i++) {
    total += i;
  }
  return total;
}

enum Kind { A, B }

export class Counter {
  count = 0;
  constructor(private readonly kind: Kind = Kind.B) {}

  up(): this {
    this.count += this.kind;
    return this;
  }
}
