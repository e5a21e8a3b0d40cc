/**
 * Where the self time of lines went: what a thread was doing at each sample of V8's own profiler, by the line that was running at that
 * moment. A line's self time has all in it that it calls and that is not instrumented.
 */

/**
 * What there is to be doing: `own` code; an installed `package`; a `file` of one's own that is not instrumented; a module of `node`'s;
 * a `built-in` of the language, such as `Array.sort`; a collection of garbage (`gc`); `wasm`; `perline` itself; and `native` code of
 * which nothing is known. Some built-ins V8 charges to the code that calls them.
 */
export const splitKinds = ["own", "package", "file", "node", "built-in", "gc", "wasm", "perline", "native"] as const;

/** One of {@link splitKinds}. */
export type SplitKind = (typeof splitKinds)[number];

/** What was seen in one thread; a row for each line and each thing that it was seen to do, and whether that is sure. */
export interface SplitRecord {
  /** The time between two samples of V8's, as it was asked for. */
  intervalNs: number;
  places: {
    kind: SplitKind[];
    /** Of the package, the module, the built-in, the file; empty where the kind says all. */
    name: string[];
    /** Of a package: its folder, from the root with forward slashes; else empty. */
    path: string[];
  };
  /** Index of the source. */
  source: number[];
  /** Row of the source's line table. */
  line: number[];
  /** Row of the places. */
  place: number[];
  /** V8's samples. */
  samples: number[];
  /** 1: the line stood still around them. 0: lines took turns so quickly that they may be those of a neighbour. */
  sure: (0 | 1)[];
  /** V8's samples that are of no line: outside, while the thread waited for perline, or where nobody looked. */
  others: number;
  /** Of those the ones behind the last look that there was room to remember. */
  lost: number;
}
