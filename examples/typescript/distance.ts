/** How many letters have to be added, left out or changed to make one word of another. */

// @profile
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const letter of from) {
    const next = [row[0]! + 1];
    for (let i = 1; i <= to.length; i++) {
      const changed = row[i - 1]! + (letter === to[i - 1] ? 0 : 1);
      next.push(Math.min(row[i]! + 1, next[i - 1]! + 1, changed));
    }
    row = next;
  }
  return row[to.length]!;
}
