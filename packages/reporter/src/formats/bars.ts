/** The one drawing there is in texts: figures over time, as a row of bars. */

const levels = "▁▂▃▄▅▆▇█";

/** Figures in order, in so many parts at most, as even as can be: what one bar is drawn of. */
export function partsOf<T>(figures: readonly T[], most: number): T[][] {
  const count = Math.min(most, figures.length);
  return Array.from({ length: count }, (_, part) => (
    figures.slice(Math.floor((part * figures.length) / count), Math.floor(((part + 1) * figures.length) / count))
  ));
}

/** A bar for each figure; one of `full` or more has all of its height. */
export function bars(figures: readonly number[], full: number): string {
  return figures.map((figure) => levels[Math.min(levels.length - 1, Math.floor((figure / full) * levels.length))]).join("");
}
