/**
 * Profiles written down by hand: a test says what each line did, the tables and columns follow.
 *
 * Times are nanoseconds. What is not said is zero; a line's total is its self time unless told, a function's total the
 * largest of its lines'. Each function has a probe of its own for calls; each number of a line's `hits` is one probe.
 */
import { createHash } from "node:crypto";
import {
  type FunctionKind, type Profile, profileVersion, type SourceRecord,
} from "@perline/format";
import type { TimedCounters, TimedProfile, TimedThread } from "./timed.js";

export interface LineSpec {
  line: number;
  hits?: number | number[];
  self?: number;
  total?: number;
  await?: number;
  pending?: number;
  throws?: number;
  samples?: number;
  error?: number;
  countable?: boolean;
}

export interface FunctionSpec {
  name: string;
  line: number;
  endLine: number;
  column?: number;
  kind?: FunctionKind;
  /** Null: calls cannot be counted. */
  calls?: number | null;
  total?: number;
  lines: LineSpec[];
}

export interface SourceSpec {
  path: string;
  text: string;
  /** The text is kept out of the profile. */
  withoutText?: boolean;
  hash?: string;
  functions: FunctionSpec[];
  skipped?: { line: number; reason: string }[];
}

export interface ThreadSpec {
  sources: SourceSpec[];
  thread?: Partial<TimedThread>;
  profile?: Partial<Omit<Profile, "processes">>;
  pid?: number;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const hitsOf = ({ hits = 0 }: LineSpec): number[] => (typeof hits === "number" ? [hits] : hits);

/** The static half of a source. */
export function buildSource(spec: SourceSpec): SourceRecord {
  const functions = spec.functions;
  const rows = functions.flatMap((fn, index) => fn.lines.map((line) => ({ ...line, function: index })));
  const lineProbes = rows.flatMap((line, row) => hitsOf(line).map(() => row));
  return {
    path: spec.path,
    hash: spec.hash ?? sha256(spec.text),
    text: spec.withoutText === true ? null : spec.text,
    functions: {
      name: functions.map((fn) => fn.name),
      kind: functions.map((fn) => fn.kind ?? (fn.name === "<module>" ? "module" : "function")),
      line: functions.map((fn) => fn.line),
      column: functions.map((fn) => fn.column ?? 0),
      endLine: functions.map((fn) => fn.endLine),
      calls: functions.map((fn, index) => (fn.calls === null ? -1 : index)),
    },
    lines: {
      line: rows.map((row) => row.line),
      function: rows.map((row) => row.function),
      countable: rows.map((row) => (row.countable === false ? 0 : 1)),
    },
    probes: [...functions.map(() => -1), ...lineProbes],
    skipped: spec.skipped ?? [],
  };
}

/** The measured half of a source. */
export function buildCounters(spec: SourceSpec, source: number): TimedCounters {
  const functions = spec.functions;
  const lines = functions.flatMap((fn) => fn.lines);
  const totalOf = (line: LineSpec): number => line.total ?? line.self ?? 0;
  const functionTotalNs = functions.map((fn) => fn.total ?? Math.max(0, ...fn.lines.map(totalOf)));
  /** By probe: a line's figure stands on its first probe, its functions' call probes have none. */
  const onFirstProbe = (figure: (line: LineSpec) => number): number[] => [
    ...functions.map(() => 0),
    ...lines.flatMap((line) => hitsOf(line).map((_, i) => (i === 0 ? figure(line) : 0))),
  ];
  const orNull = (column: number[]): number[] | null => (column.some((value) => value !== 0) ? column : null);
  return {
    source,
    hits: [...functions.map((fn) => fn.calls ?? 0), ...lines.flatMap(hitsOf)],
    awaitNs: orNull(onFirstProbe((line) => line.await ?? 0)),
    pending: orNull(onFirstProbe((line) => line.pending ?? 0)),
    throws: orNull(onFirstProbe((line) => line.throws ?? 0)),
    selfNs: lines.map((line) => line.self ?? 0),
    totalNs: lines.map(totalOf),
    samples: lines.map((line) => line.samples ?? 0),
    errorNs: lines.map((line) => line.error ?? 0),
    functionTotalNs,
    fileTotalNs: Math.max(0, ...functionTotalNs),
  };
}

/** A profile of one process with one thread, sound unless the facts given break it. */
export function buildProfile({ sources, thread = {}, profile = {}, pid = 100 }: ThreadSpec): TimedProfile {
  const counters = sources.map(buildCounters);
  const selfNs = counters.flatMap((column) => column.selfNs).reduce((sum, ns) => sum + ns, 0);
  const { outsideNs = 0, idleNs = 0 } = thread;
  const record: TimedThread = {
    id: 0, name: "main", durationNs: selfNs + outsideNs + idleNs, instrumentNs: 0, outsideNs, idleNs, gcNs: null,
    samples: 1000, intervalNs: 50_000, counters, callTree: buildCallTree(counters), ...thread,
  };
  return {
    format: "perline-profile", version: profileVersion, perline: "0.1.0", complete: true, ageNs: null,
    argv: ["/usr/bin/node", "/project/main.js"], root: "/project", startedAt: "2026-11-21T09:00:00.000Z",
    platform: "v20.20.2 linux x64", cpus: 2, clock: "sampled", probeNs: 0.6,
    sources: sources.map(buildSource),
    processes: [{ pid, ppid: 1, argv: ["/usr/bin/node", "/project/main.js"], threads: [record] }],
    warnings: [], ...profile,
  };
}

/** A flat call tree: one node below the root for each line that has self time. */
function buildCallTree(counters: TimedCounters[]): TimedThread["callTree"] {
  const nodes = counters.flatMap((column) => column.selfNs.map((selfNs, line) => ({ source: column.source, line, selfNs })));
  return {
    parent: [-1, -1, ...nodes.map(() => 0)],
    source: [-1, -1, ...nodes.map((node) => node.source)],
    line: [-1, -1, ...nodes.map((node) => node.line)],
    live: [1, 1, ...nodes.map((): 1 => 1)],
    selfNs: [0, 0, ...nodes.map((node) => node.selfNs)],
    samples: [0, 0, ...nodes.map(() => 1)],
    folded: 0,
  };
}
