/**
 * From the one probe table of a compiled text to a table for each of its originals.
 *
 * A function can have lines in several originals (a bundle's module body has some in each): it has a row in each of them, and its
 * calls are counted in one, its home. Ids of probes that belong to one original follow one another; the edits are told theirs.
 */
import type { DerivedProbe, FunctionTable, SiteTable, SourceRecord } from "@perline/format";
import type { Original, OriginalLine, OriginalLines } from "../1-parse/original-lines.js";
import type { Edit } from "./edits.js";

/** A planned text. Where it was compiled from others, lines in its record are the numbers of {@link OriginalLines}. */
export interface Planned {
  source: SourceRecord;
  edits: readonly Edit[];
  derived: readonly DerivedProbe[];
}

/** At least one record, in the order of their probes' ids. */
export type Sources = readonly [SourceRecord, ...SourceRecord[]];

/** Records, and edits that name their probes. */
export interface Divided {
  sources: Sources;
  edits: readonly Edit[];
  derived: readonly DerivedProbe[];
}

/** The plan of a text that stands for itself. */
export function undivided({ source, ...plan }: Planned): Divided {
  return { sources: [source], ...plan };
}

function noSites(): SiteTable {
  return { row: [], column: [], kind: [], counter: [], weighed: [], times: [], slots: [] };
}

function noFunctions(): FunctionTable {
  return { name: [], kind: [], line: [], column: [], endLine: [], calls: [] };
}

/** The record of one original while it is being made; everything is asked for by its place in the undivided record. */
class Part {
  readonly record: SourceRecord;
  /** The probes here, by their undivided ids. */
  readonly probes: number[] = [];
  readonly #functions = new Map<number, number>();
  /** Places here of probes, by their undivided ids. */
  readonly #places = new Map<number, number>();

  constructor(private readonly whole: SourceRecord, private readonly original: Original, private readonly lines: OriginalLines) {
    const { path, text } = original;
    this.record = {
      path, hash: whole.hash, text: whole.text === null ? null : text, compiled: whole.path,
      functions: noFunctions(),
      lines: { line: [], function: [], countable: [] },
      probes: [],
      ...(whole.sites === undefined ? {} : { sites: noSites() }),
      skipped: [],
    };
  }

  /** Adds a row of the line table; gives its place here. */
  addLine(row: number, line: number): number {
    const { lines } = this.record;
    lines.function.push(this.addFunction(this.whole.lines.function[row] ?? 0, line));
    lines.countable.push(this.whole.lines.countable[row] ?? 0);
    return lines.line.push(line) - 1;
  }

  /** Adds a probe; gives its place here. */
  addProbe(probe: number, row: number): number {
    this.#places.set(probe, this.probes.push(probe) - 1);
    return this.record.probes.push(row) - 1;
  }

  /** Adds a site on a row of the line table here; what counts it in another original does not count here. */
  addSite({ column, kind, counter, weighed, times, slots }: SiteTable, site: number, row: number): void {
    const { sites = noSites() } = this.record;
    sites.row.push(row);
    sites.column.push(column[site] ?? 0);
    sites.kind.push(kind[site] ?? "object");
    sites.counter.push(this.#places.get(counter[site] ?? -1) ?? -1);
    sites.weighed.push(this.#places.get(weighed[site] ?? -1) ?? -1);
    sites.times.push(times[site] ?? 0);
    sites.slots.push(slots[site] ?? -1);
  }

  /** A probe here counts the calls of a function. */
  countCalls(fn: number, probe: number): void {
    const begin = this.lines.line(this.whole.functions.line[fn] ?? 0);
    const row = this.#functions.get(fn) ?? (begin?.original === this.original ? this.addFunction(fn, begin.line) : null);
    if (row !== null) this.record.functions.calls[row] = probe;
  }

  /** Adds a function that has this line, unless it is there; gives its place here. */
  addFunction(fn: number, line: number): number {
    const { functions } = this.record;
    let row = this.#functions.get(fn);
    if (row === undefined) {
      functions.name.push(this.whole.functions.name[fn] ?? "");
      functions.kind.push(this.whole.functions.kind[fn] ?? "function");
      functions.calls.push(-1);
      const { line: first, column, endLine } = this.extent(fn, line);
      functions.line.push(first);
      functions.column.push(column);
      row = functions.endLine.push(endLine) - 1;
      this.#functions.set(fn, row);
    }
    functions.endLine[row] = Math.max(functions.endLine[row] ?? 0, line);
    return row;
  }

  /** From where to where a function goes in this original; what does not begin here begins with its first line that does. */
  private extent(fn: number, line: number): { line: number; column: number; endLine: number } {
    const { kind, line: lines, column, endLine } = this.whole.functions;
    if (kind[fn] === "module") {
      return { line: 1, column: 0, endLine: this.original.text === null ? line : this.lines.lineCount(this.original) };
    }
    const begin = this.lines.line(lines[fn] ?? 0);
    const end = this.lines.line(endLine[fn] ?? 0);
    if (begin?.original !== this.original) return { line, column: 0, endLine: line };
    const last = end?.original === this.original ? Math.max(begin.line, end.line) : begin.line;
    return { line: begin.line, column: column[fn] ?? 0, endLine: last };
  }
}

/**
 * Divides a plan by originals, in the order in which the text comes to them. Where nothing is planned on any of their lines, the
 * text keeps its own record, an empty one.
 */
export function divide(planned: Planned, lines: OriginalLines): Divided {
  const { source } = planned;
  const { functions } = source;
  const parts = new Map<Original, Part>();
  const partOf = ({ original }: OriginalLine): Part => {
    const part = parts.get(original) ?? new Part(source, original, lines);
    parts.set(original, part);
    return part;
  };
  const rows = source.lines.line.map((number, row) => {
    const place = lines.line(number);
    if (place === null) return null;
    const part = partOf(place);
    return { part, row: part.addLine(row, place.line) };
  });
  /** By the probe that counts a function's calls: the function, and where it begins. */
  const called = new Map(functions.calls.map((probe, fn) => [probe, { fn, begin: lines.line(functions.line[fn] ?? 0) }]));
  const { sites } = source;
  /** By a probe that counts nothing but sites: where the first of them is. */
  const sited = new Map([...sites?.weighed ?? [], ...sites?.counter ?? []].map((probe, place, { length }) => {
    return [probe, rows[sites?.row[place % (length / 2)] ?? -1]?.part] as const;
  }).toReversed());
  const owners = source.probes.map((row, probe): Part | undefined => {
    const begin = called.get(probe)?.begin ?? null;
    return rows[row]?.part ?? (begin === null ? sited.get(probe) : partOf(begin));
  });
  for (const { line, reason } of source.skipped) {
    const place = lines.line(line);
    if (place !== null) partOf(place).record.skipped.push({ line: place.line, reason });
  }
  const [first, ...others] = parts.values();
  if (first === undefined) return undivided({ ...planned, source: { ...source, functions: noFunctions() } });
  source.probes.forEach((row, probe) => {
    const part = owners[probe] ?? first;
    const id = part.addProbe(probe, rows[row]?.row ?? -1);
    const call = called.get(probe);
    if (call !== undefined) part.countCalls(call.fn, id);
  });
  sites?.row.forEach((row, site) => {
    const place = rows[row] ?? null;
    if (place !== null) place.part.addSite(sites, site, place.row);
  });
  return { sources: [first.record, ...others.map(({ record }) => record)], ...renumbered(planned, [first, ...others]) };
}

/** Edits and derived probes with the ids that probes have behind one another. */
function renumbered({ edits, derived }: Planned, parts: readonly Part[]): Pick<Divided, "edits" | "derived"> {
  const ids = new Map(parts.flatMap(({ probes }) => probes).map((probe, id) => [probe, id]));
  const idOf = (probe: number): number => ids.get(probe) ?? -1;
  return {
    edits: edits.map((edit) => ({
      ...edit,
      ...("position" in edit ? { position: idOf(edit.position) } : {}),
      ...("hit" in edit ? { hit: idOf(edit.hit) } : {}),
      ...("site" in edit ? { site: idOf(edit.site) } : {}),
      ...("hits" in edit ? { hits: edit.hits.map(idOf) } : {}),
      ...("local" in edit && edit.local !== undefined ? { local: edit.local.map(idOf) } : {}),
    })),
    derived: derived.map(({ probe, plus, minus }) => ({ probe: idOf(probe), plus: plus.map(idOf), minus: minus.map(idOf) })),
  };
}
