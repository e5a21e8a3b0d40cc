/**
 * The probe table while it is being made: functions, the lines that hold probes, and the probes.
 *
 * Invariants: row 0 of the functions is the module body; a (function, line) pair has one row; a row is countable as soon as one
 * of its probes counts arrivals. What stands on no line (0) belongs to the function's row before it, and counts nothing of its
 * own there but what has to be counted somewhere.
 */
import type { DerivedProbe, FunctionKind, FunctionTable, LineTable } from "@perline/format";

/** What is known of a function when its row is made. */
export interface FunctionFacts {
  name: string;
  kind: FunctionKind;
  /** 1-based. */
  line: number;
  /** 0-based. */
  column: number;
  /** 1-based. */
  endLine: number;
}

/** Probes whose hits are added, and those whose hits are taken off. */
export type Terms = Pick<DerivedProbe, "plus" | "minus">;

export class ProbeTable {
  readonly functions: FunctionTable = { name: [], kind: [], line: [], column: [], endLine: [], calls: [] };
  readonly lines: LineTable = { line: [], function: [], countable: [] };
  /** For each probe its row in {@link lines}, or -1. */
  readonly probes: number[] = [];
  readonly derived: DerivedProbe[] = [];
  /** By function its rows by their lines. */
  readonly #rows: Map<number, number>[] = [];
  readonly #firstProbe: number[] = [];
  /** By function the row added last. */
  readonly #lastRow: number[] = [];

  /** Adds a function; gives its row. */
  function(facts: FunctionFacts): number {
    const { functions } = this;
    functions.name.push(facts.name);
    functions.kind.push(facts.kind);
    functions.line.push(facts.line);
    functions.column.push(facts.column);
    functions.endLine.push(facts.endLine);
    this.#rows.push(new Map());
    return functions.calls.push(-1) - 1;
  }

  /** A new probe that counts arrivals at a line. */
  counting(fn: number, line: number): number {
    const row = this.#row(fn, line);
    if (row >= 0) this.lines.countable[row] = 1;
    return this.#probe(row);
  }

  /** A probe that stands for a line as a position: one that is there, or a new one that counts nothing. */
  position(fn: number, line: number): number {
    const row = this.#row(fn, line);
    return this.#firstProbe[row] ?? this.#probe(row);
  }

  /** The row of a line, on which nothing is counted unless something is. */
  line(fn: number, line: number): number {
    const known = this.lines.line.length;
    const row = this.#row(fn, line);
    if (row === known) this.lines.countable[row] = 1;
    return row;
  }

  /** A new probe that belongs to no line: it counts a function's calls, or what others are derived from. */
  lineless(): number {
    return this.probes.push(-1) - 1;
  }

  /** Has a probe that belongs to no line stand on one, counting nothing there. */
  settle(probe: number, row: number): void {
    this.probes[probe] = row;
  }

  /** Derives the hits of a probe that no code counts; -1 stands for no probe. */
  derive(probe: number, { plus, minus }: Terms): void {
    const isProbe = (term: number): boolean => term >= 0;
    this.derived.push({ probe, plus: plus.filter(isProbe), minus: minus.filter(isProbe) });
  }

  #probe(row: number): number {
    const probe = this.probes.push(row) - 1;
    if (row >= 0) this.#firstProbe[row] ??= probe;
    return probe;
  }

  /** The row of a line; -1 for no line at the beginning of a function. */
  #row(fn: number, line: number): number {
    if (line === 0) return this.#lastRow[fn] ?? -1;
    const rows = this.#rows[fn]!;
    const known = rows.get(line);
    if (known !== undefined) return known;
    const row = this.lines.line.push(line) - 1;
    this.lines.function.push(fn);
    this.lines.countable.push(0);
    rows.set(line, row);
    this.#lastRow[fn] = row;
    return row;
  }
}
