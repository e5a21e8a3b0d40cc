/**
 * How many letters must be added, removed or replaced to turn one text into another.
 *
 * @profile
 */
export function distance(from, to) {
  let before = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = before[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(before[column] + 1, current[column - 1] + 1, replaced));
    }
    before = current;
  }
  return before[to.length];
}
