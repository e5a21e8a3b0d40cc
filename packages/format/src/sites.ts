/**
 * Sites: the expressions of a source that create objects, found while planning.
 *
 * How often a site created its objects is never counted apart: `counter` is a probe whose hits say it, of the line itself where that
 * is known, else one that stands there. What an object takes follows from its kind and `slots`.
 */

/**
 * What a site creates. `doubles`: an array of fractional numbers. `closure`: a function without a `prototype` (arrow, method, async),
 * `function`: one with it. `string`: by concatenation, templates included. `number`: a number that stands in an object of its own.
 * `new`: what a class or function of the program constructs. `call`: what a built-in function returns whose size is not known.
 */
export const siteKinds = [
  "object", "array", "doubles", "function", "closure", "class", "regexp", "string", "number", "arguments", "generator", "promise", "jsx",
  "map", "set", "date", "arrayBuffer", "typedArray", "buffer", "new", "call",
] as const;

/** One of {@link siteKinds}. */
export type SiteKind = (typeof siteKinds)[number];

/** The sites of one source, one column per fact, in the order in which the planner came to them. */
export interface SiteTable {
  /** Row of the line table. */
  row: number[];
  /** 0-based column of the site's first character. */
  column: number[];
  kind: SiteKind[];
  /** The probe whose hits are how often it created what it creates; -1 where that cannot be counted. */
  counter: number[];
  /**
   * The probe whose hits are the evaluations of the expression around it whose bytes are measured as a whole; -1 where none is. It
   * stands on the site's line.
   */
  weighed: number[];
  /** Objects it creates each time; 0 for what only makes another one grow. */
  times: number[];
  /**
   * What the size depends on; -1 where only running it tells. Of an object or instance its properties; of an array its elements that
   * are its own; of a string its parts less one; of a class its methods; of memory outside the heap its bytes.
   */
  slots: number[];
}
