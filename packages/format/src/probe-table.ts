/**
 * The probe table: what the planner knew about one source, frozen before the program ran.
 *
 * Columns instead of rows: a table of a 9 MB file has 10^5 probes, and integers in columns are small on disk and quick to
 * check. Positions are those of the file the person edits; lines are 1-based, columns 0-based in UTF-16 units.
 */

import type { SiteTable } from "./sites.js";

/** What a function is. `fields` are a class's instance fields, `static` its static fields and blocks. */
export type FunctionKind =
  | "module" | "function" | "arrow" | "method" | "getter" | "setter" | "constructor" | "fields" | "static";

/** All function kinds, for validation. */
export const functionKinds: readonly FunctionKind[] = [
  "module", "function", "arrow", "method", "getter", "setter", "constructor", "fields", "static",
];

/** The functions of one source, one column per fact. Row 0 is the module body; an original may have none, or not there. */
export interface FunctionTable {
  /** As a person would say it: `Class.method`, `get x`, `<module>`, `Class.<fields>`, `<anonymous>`. */
  name: string[];
  kind: FunctionKind[];
  /** 1-based line of the function's first character. */
  line: number[];
  /** 0-based column of the function's first character. */
  column: number[];
  /** 1-based line of the function's last character. */
  endLine: number[];
  /** The probe (index in this source) whose hits are the function's calls; -1 where calls cannot be counted. */
  calls: number[];
}

/** The lines of one source that hold a probe. A line that belongs to several functions has one row for each. */
export interface LineTable {
  /** 1-based. */
  line: number[];
  /** Index into {@link FunctionTable}. */
  function: number[];
  /** 1 where some probe of the line counts arrivals; 0 where its hits cannot be counted. */
  countable: (0 | 1)[];
}

/**
 * A probe that no code counts: its hits are the sum of those of `plus` less the sum of those of `minus`, which may be derived
 * themselves, before it. It holds for the counters of a thread at a moment, and for the differences between two.
 */
export interface DerivedProbe {
  probe: number;
  plus: number[];
  minus: number[];
}

/** A construct that was left as it is, and why. */
export interface Skip {
  /** 1-based; 0 for the whole file. */
  line: number;
  /** One of the closed list of reasons of the planner, as a short sentence. */
  reason: string;
}

/** Everything static about one source. */
export interface SourceRecord {
  /** Relative to the profile's root, with forward slashes. */
  path: string;
  /**
   * The file that ran, where this source is an original that its source map leads to; absent where this source itself ran. Relative
   * to the profile's root, with forward slashes.
   */
  compiled?: string;
  /** SHA-256, in hex, of the text that ran before it was instrumented. Counters are added only where it is equal. */
  hash: string;
  /** The text, of the original where there is one; null when it was kept out of the profile, or an original's could not be had. */
  text: string | null;
  functions: FunctionTable;
  lines: LineTable;
  /** For each probe of the source the row of {@link LineTable} that owns it; -1 for one that only counts calls. */
  probes: number[];
  /** What creates objects; absent where nobody asked for memory. */
  sites?: SiteTable;
  skipped: Skip[];
}
