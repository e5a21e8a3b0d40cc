/**
 * The sources of the process, as the sampler needs them: from a probe id to its line, function and source.
 *
 * Lines and functions are numbered over all sources, from 1; 0 is none. Ids come in blocks: a source owns the probes
 * [base, base + its number of probes).
 */
import type { SourceRecord } from "@perline/format";
import { withRoom } from "./growing.js";

/** What the instrumenter posts for each source before its code can run. */
export interface SourceMessage {
  /** Absolute id of the source's first probe. */
  base: number;
  record: SourceRecord;
}

/** A source with the places of its columns. */
export interface KnownSource {
  /** Its index among all sources. */
  readonly index: number;
  readonly base: number;
  readonly record: SourceRecord;
  /** The record as JSON, made once: its text can be long, and snapshots are many. */
  readonly json: string;
  /** Number of row 0 of its line table. */
  readonly firstLine: number;
  /** Number of row 0 of its function table. */
  readonly firstFunction: number;
}

/** All sources known so far. Columns are replaced as they grow: read them anew. */
export class Sources {
  readonly all: KnownSource[] = [];
  /** By probe id: its line, or 0. */
  lineOf: Int32Array = new Int32Array(0);
  /** By line: its function. */
  functionOf: Int32Array = new Int32Array(0);
  /** By line: its source, an index into {@link all}. */
  sourceOf: Int32Array = new Int32Array(0);
  /** Lines known, plus one. */
  lineCount = 1;
  /** Functions known, plus one. */
  functionCount = 1;
  /** Highest probe id known, plus one. */
  probeCount = 1;

  /** Takes in a source. */
  add({ base, record }: SourceMessage): void {
    const source: KnownSource = {
      index: this.all.length, base, record, json: JSON.stringify(record),
      firstLine: this.lineCount, firstFunction: this.functionCount,
    };
    const { probes, lines } = record;
    this.lineCount += lines.line.length;
    this.functionCount += record.functions.name.length;
    this.probeCount = Math.max(this.probeCount, base + probes.length);
    this.lineOf = withRoom(this.lineOf, this.probeCount);
    this.functionOf = withRoom(this.functionOf, this.lineCount);
    this.sourceOf = withRoom(this.sourceOf, this.lineCount);
    for (let probe = 0; probe < probes.length; probe++) {
      const row = probes[probe]!;
      if (row >= 0) this.lineOf[base + probe] = source.firstLine + row;
    }
    for (let row = 0; row < lines.line.length; row++) {
      this.functionOf[source.firstLine + row] = source.firstFunction + lines.function[row]!;
      this.sourceOf[source.firstLine + row] = source.index;
    }
    this.all.push(source);
  }
}
