/**
 * The sources of the process, as the sampler needs them: from a probe id to its line, function and source.
 *
 * Lines and functions are numbered over all sources, from 1. Ids come in blocks: a source owns the probes
 * [base, base + its number of probes). Code that is loaded several times, in threads or contexts, is one source with several blocks.
 */
import type { DerivedProbe, SourceRecord } from "@perline/format";
import type { ProcessMemory } from "../process-memory.js";

/** What is posted for each source before its code can run, by the instrumenter or by linked code. */
export interface SourceMessage {
  /** Absolute id of the source's first probe. */
  base: number;
  record: SourceRecord;
  /** Probes of this and of the next sources that no code counts; absolute ids. */
  derived?: readonly DerivedProbe[];
  /** What the instrumenter has to say about it: sentences that begin with file and line. */
  warnings?: readonly string[];
}

/** A source with the places of its columns. */
export interface KnownSource {
  /** Its index among all sources. */
  readonly index: number;
  /** The first id of each of its blocks. */
  readonly bases: number[];
  readonly record: SourceRecord;
  /** The record as JSON, made once: its text can be long, and snapshots are many. */
  readonly json: string;
  /** Number of row 0 of its line table. */
  readonly firstLine: number;
  /** Number of row 0 of its function table. */
  readonly firstFunction: number;
}

/** The columns that say where a probe stands, by probe id and by line. */
export type PlaceColumns = Pick<ProcessMemory, "lineOf" | "functionOf" | "sourceOf">;

/** All sources known so far. */
export class Sources {
  readonly all: KnownSource[] = [];
  private readonly byText = new Map<string, KnownSource>();
  /** What the instrumenter said about them. */
  readonly warnings: string[] = [];
  /** What is derived of all of them; each behind what it is derived from. */
  readonly derived: DerivedProbe[] = [];
  /** Lines known, plus one. */
  lineCount = 1;
  /** Functions known, plus one. */
  functionCount = 1;
  /** Highest probe id known, plus one. */
  probeCount = 1;

  /** The columns are filled as sources come. */
  constructor(readonly places: PlaceColumns) {}

  /** Takes in a source. */
  add({ base, record, derived = [], warnings = [] }: SourceMessage): void {
    this.warnings.push(...warnings);
    for (const each of derived) this.derived.push(each);
    const json = JSON.stringify(record);
    const source = this.byText.get(json) ?? this.begin(record, json);
    source.bases.push(base);
    const { probes } = record;
    this.probeCount = Math.max(this.probeCount, base + probes.length);
    const { lineOf } = this.places;
    for (let probe = 0; probe < probes.length; probe++) {
      const row = probes[probe]!;
      lineOf[base + probe] = row < 0 ? -1 : source.firstLine + row;
    }
  }

  /** A source that is new, with lines and functions of its own, and no ids yet. */
  private begin(record: SourceRecord, json: string): KnownSource {
    const source: KnownSource = {
      index: this.all.length, bases: [], record, json, firstLine: this.lineCount, firstFunction: this.functionCount,
    };
    const { lines, functions } = record;
    this.lineCount += lines.line.length;
    this.functionCount += functions.name.length;
    const { functionOf, sourceOf } = this.places;
    for (let row = 0; row < lines.line.length; row++) {
      functionOf[source.firstLine + row] = source.firstFunction + lines.function[row]!;
      sourceOf[source.firstLine + row] = source.index;
    }
    this.all.push(source);
    this.byText.set(json, source);
    return source;
  }
}
