/** What a mistyped name was probably meant to be. */

/** The name most like what was typed; null where none is like it. A beginning is, where it is more than a few letters. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const [found] = known
    .map((name) => ({ name, distance: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance: far }) => far <= Math.max(2, name.length / 4) || (typed.length > 3 && name.startsWith(typed)))
    .toSorted((a, b) => a.distance - b.distance);
  return found?.name ?? null;
}

/** The hint for an unknown name: the one most like it as a question, or all there are. `nameOf`: how a name is written there. */
export function suggest(typed: string, known: readonly string[], nameOf: (name: string) => string): string {
  const found = nearest(typed, known);
  return found === null ? `There are ${known.map(nameOf).join(", ")}.` : `Did you mean ${nameOf(found)}?`;
}

/** How many letters must be added, removed, replaced or swapped with their neighbour to turn one word into another. */
function distance(from: string, to: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const [above = 0, left = 0, diagonal = 0] = [last[column], current[column - 1], last[column - 1]];
      const swapped = isSwap ? (before[column - 2] ?? Infinity) + 1 : Infinity;
      current.push(Math.min(above + 1, left + 1, diagonal + (isSame ? 0 : 1), swapped));
    }
    [before, last] = [last, current];
  }
  return last[to.length] ?? 0;
}
