/**
 * The checks that the envelope's schema leaves out: what stands inside the columns, and what columns say about each other.
 *
 * One pass over each column, before anything else trusts it. The first fault is thrown as {@link InvalidPlace};
 * read.ts gives it the file's name and code.
 */
import { type CallTree } from "./call-tree.js";
import { checkColumn, checkFigures, checkLength, checkWeights, InvalidPlace, wholeNumber } from "./checks.js";
import type { SourceCounters } from "./counters.js";
import { type BlockedStretch, type Timeline } from "./course.js";
import { checkMarks } from "./mark-columns.js";
import { functionKinds, type SourceRecord } from "./probe-table.js";
import type { Profile, ThreadRecord } from "./profile.js";
import { isWhole } from "./schema.js";
import { siteKinds, type SiteTable } from "./sites.js";
import type { TraceRecord } from "./traces.js";
import { splitKinds, type SplitRecord } from "./split.js";
import type { UsageColumns } from "./usage.js";

function checkSource(path: string, source: SourceRecord): void {
  const { functions, lines, probes } = source;
  const kinds = new Set<unknown>(functionKinds);
  const count = functions.name.length;
  const anyLine = { min: 1, max: Number.MAX_SAFE_INTEGER };
  checkColumn(`${path}.functions.line`, functions.line, { length: count, ...anyLine });
  checkFigures(`${path}.functions.column`, functions.column, count);
  checkColumn(`${path}.functions.endLine`, functions.endLine, { length: count, ...anyLine });
  checkColumn(`${path}.functions.calls`, functions.calls, { length: count, min: -1, max: probes.length - 1 });
  checkLength(`${path}.functions.kind`, functions.kind, count);
  for (let i = 0; i < count; i++) {
    const [name, kind, line, endLine]: unknown[] = [functions.name[i], functions.kind[i], functions.line[i], functions.endLine[i]];
    if (typeof name !== "string") throw new InvalidPlace(`${path}.functions.name[${i}]`, "a string", name);
    if (!kinds.has(kind)) throw new InvalidPlace(`${path}.functions.kind[${i}]`, `one of ${functionKinds.join(", ")}`, kind);
    if (Number(endLine) < Number(line)) throw new InvalidPlace(`${path}.functions.endLine[${i}]`, `at least ${Number(line)}`, endLine);
  }
  const rows = lines.line.length;
  checkColumn(`${path}.lines.line`, lines.line, { length: rows, ...anyLine });
  checkColumn(`${path}.lines.function`, lines.function, { length: rows, min: 0, max: count - 1 });
  checkColumn(`${path}.lines.countable`, lines.countable, { length: rows, min: 0, max: 1 });
  checkColumn(`${path}.probes`, probes, { length: probes.length, min: -1, max: rows - 1 });
  if (source.sites !== undefined) checkSites(`${path}.sites`, source.sites, source);
}

function checkSites(path: string, sites: SiteTable, { lines, probes }: SourceRecord): void {
  const { length } = sites.row;
  const kinds = new Set<unknown>(siteKinds);
  checkColumn(`${path}.row`, sites.row, { length, min: 0, max: lines.line.length - 1 });
  checkColumn(`${path}.counter`, sites.counter, { length, min: -1, max: probes.length - 1 });
  checkColumn(`${path}.weighed`, sites.weighed, { length, min: -1, max: probes.length - 1 });
  checkColumn(`${path}.slots`, sites.slots, { length, min: -1, max: Number.MAX_SAFE_INTEGER });
  checkFigures(`${path}.column`, sites.column, length);
  checkFigures(`${path}.times`, sites.times, length);
  checkLength(`${path}.kind`, sites.kind, length);
  sites.kind.forEach((kind: unknown, i) => {
    if (!kinds.has(kind)) throw new InvalidPlace(`${path}.kind[${i}]`, `one of ${siteKinds.join(", ")}`, kind);
  });
}

function checkCounters(path: string, counters: SourceCounters, sources: readonly SourceRecord[]): void {
  const source = sources[counters.source];
  if (source === undefined) {
    throw new InvalidPlace(`${path}.source`, wholeNumber(0, sources.length - 1), counters.source);
  }
  for (const key of ["hits", "awaitNs", "pending", "throws"] as const) {
    checkFigures(`${path}.${key}`, counters[key], source.probes.length);
  }
  for (const key of ["selfNs", "totalNs", "samples", "errorNs"] as const) {
    checkFigures(`${path}.${key}`, counters[key], source.lines.line.length);
  }
  checkFigures(`${path}.functionTotalNs`, counters.functionTotalNs, source.functions.name.length);
  if (counters.usage !== undefined) checkUsage(`${path}.usage`, counters.usage, source);
  if (counters.weights !== undefined) checkWeights(`${path}.weights`, counters.weights, source);
  if (counters.gcNs !== undefined) checkFigures(`${path}.gcNs`, counters.gcNs, source.lines.line.length);
}

function checkUsage(path: string, { incrementBytes, usageBytes, entryBytes }: UsageColumns, { functions, lines }: SourceRecord): void {
  const length = lines.line.length;
  checkColumn(`${path}.incrementBytes`, incrementBytes, { length, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  checkFigures(`${path}.usageBytes`, usageBytes, length);
  checkFigures(`${path}.entryBytes`, entryBytes, functions.name.length);
}

function checkCallTree(path: string, tree: CallTree, sources: readonly SourceRecord[]): void {
  const length = tree.parent.length;
  for (const key of ["source", "line"] as const) checkLength(`${path}.${key}`, tree[key], length);
  checkColumn(`${path}.live`, tree.live, { length, min: 0, max: 1 });
  checkFigures(`${path}.selfNs`, tree.selfNs, length);
  checkFigures(`${path}.samples`, tree.samples, length);
  if (tree.calls !== undefined) checkFigures(`${path}.calls`, tree.calls, length);
  const [parent, source, line] = [`${path}.parent`, `${path}.source`, `${path}.line`];
  for (let row = 0; row < length; row++) {
    checkLink(parent, tree.parent, { row, last: row - 1 });
    checkLink(source, tree.source, { row, last: sources.length - 1 });
    checkLink(line, tree.line, { row, last: (sources[tree.source[row] ?? -1]?.lines.line.length ?? 0) - 1 });
  }
}

function checkTraces(path: string, { stacks, groups, moments }: TraceRecord, sources: readonly SourceRecord[]): void {
  const { length } = stacks.parent;
  for (const key of ["source", "line"] as const) checkLength(`${path}.stacks.${key}`, stacks[key], length);
  for (let row = 0; row < length; row++) {
    const place = { row, roots: 1 };
    checkLink(`${path}.stacks.parent`, stacks.parent, { ...place, last: row - 1 });
    checkLink(`${path}.stacks.source`, stacks.source, { ...place, last: sources.length - 1 });
    checkLink(`${path}.stacks.line`, stacks.line, { ...place, last: (sources[stacks.source[row] ?? -1]?.lines.line.length ?? 0) - 1 });
  }
  const count = groups.stack.length;
  checkColumn(`${path}.groups.stack`, groups.stack, { length: count, min: 0, max: length - 1 });
  checkLength(`${path}.groups.type`, groups.type, count);
  groups.type.forEach((type: unknown, i) => {
    if (typeof type !== "string") throw new InvalidPlace(`${path}.groups.type[${i}]`, "a string", type);
  });
  for (const key of ["objects", "bytes"] as const) checkFigures(`${path}.groups.${key}`, groups[key], count);
  moments.forEach((moment, i) => {
    const at = `${path}.moments[${i}]`;
    const alive = moment.group.length;
    checkColumn(`${at}.group`, moment.group, { length: alive, min: 0, max: count - 1 });
    for (const key of ["objects", "bytes", "errorBytes"] as const) checkFigures(`${at}.${key}`, moment[key], alive);
  });
}

/** A figure, and where it stands. */
type Placed = readonly [path: string, value: unknown];

/** Throws unless the row is one of the source's line table. */
function checkLine([sourcePath, source]: Placed, [linePath, line]: Placed, sources: readonly SourceRecord[]): void {
  const known = isWhole(source) ? sources[source] : undefined;
  if (known === undefined) throw new InvalidPlace(sourcePath, wholeNumber(0, sources.length - 1), source);
  const last = known.lines.line.length - 1;
  if (!isWhole(line) || line > last) throw new InvalidPlace(linePath, wholeNumber(0, last), line);
}

function checkStretch(path: string, { source, line, selfNs }: BlockedStretch, sources: readonly SourceRecord[]): void {
  checkLength(`${path}.line`, line, source.length);
  checkFigures(`${path}.selfNs`, selfNs, source.length);
  source.forEach((each, i) => checkLine([`${path}.source[${i}]`, each], [`${path}.line[${i}]`, line[i]], sources));
}

function checkSplit(path: string, split: SplitRecord, sources: readonly SourceRecord[]): void {
  const { places: { kind, name, path: folder }, source, line, place, samples, sure } = split;
  const kinds = new Set<unknown>(splitKinds);
  checkLength(`${path}.places.name`, name, kind.length);
  checkLength(`${path}.places.path`, folder, kind.length);
  kind.forEach((each: unknown, i) => {
    const words: unknown[] = [name[i], folder[i]];
    if (!kinds.has(each)) throw new InvalidPlace(`${path}.places.kind[${i}]`, `one of ${splitKinds.join(", ")}`, each);
    const wrong = words.findIndex((word) => typeof word !== "string");
    if (wrong >= 0) throw new InvalidPlace(`${path}.places.${wrong === 0 ? "name" : "path"}[${i}]`, "a string", words[wrong]);
  });
  checkLength(`${path}.line`, line, source.length);
  checkColumn(`${path}.place`, place, { length: source.length, min: 0, max: kind.length - 1 });
  checkFigures(`${path}.samples`, samples, source.length);
  checkColumn(`${path}.sure`, sure, { length: source.length, min: 0, max: 1 });
  source.forEach((each, i) => checkLine([`${path}.source[${i}]`, each], [`${path}.line[${i}]`, line[i]], sources));
}

function checkTimeline(path: string, { intervalNs, lines, selfNs }: Timeline, sources: readonly SourceRecord[]): void {
  if (intervalNs === 0) throw new InvalidPlace(`${path}.intervalNs`, "a whole number, at least 1", intervalNs);
  checkFigures(`${path}.selfNs`, selfNs, selfNs.length);
  lines.forEach((row, i) => {
    checkLine([`${path}.lines[${i}].source`, row.source], [`${path}.lines[${i}].line`, row.line], sources);
    checkFigures(`${path}.lines[${i}].selfNs`, row.selfNs, selfNs.length);
  });
}

/** Where a link stands, and how far it may lead. */
interface Link {
  row: number;
  /** Rows without one. */
  roots?: number;
  last: number;
}

/** One link of a row of a tree: -1 in the roots, else an index up to `last`. */
function checkLink(path: string, column: readonly unknown[], { row, roots = 2, last }: Link): void {
  const value = column[row];
  if (row < roots ? value === -1 : isWhole(value) && value <= last) return;
  throw new InvalidPlace(`${path}[${row}]`, row < roots ? "-1" : wholeNumber(0, last), value);
}

/** The figures that are there in a thread whose time was measured, and in no other. */
function* timesOf(thread: ThreadRecord): Generator<[place: string, figure: unknown]> {
  yield ["outsideNs", thread.outsideNs];
  yield ["idleNs", thread.idleNs];
  yield ["callTree", thread.callTree];
  for (const [i, counters] of thread.counters.entries()) {
    for (const key of ["selfNs", "totalNs", "functionTotalNs", "fileTotalNs"] as const) yield [`counters[${i}].${key}`, counters[key]];
  }
}

/** The identity that every report shows: a thread's duration is the sum of its lines' self time, outside and idle. */
function checkDuration(path: string, thread: ThreadRecord): void {
  const isTimed = thread.durationNs !== null;
  for (const [place, figure] of timesOf(thread)) {
    if ((figure !== null) === isTimed) continue;
    throw new InvalidPlace(`${path}.${place}`, isTimed ? "a figure, as durationNs is one" : "null, as durationNs is", figure);
  }
  if (!isTimed) return;
  let sum = (thread.outsideNs ?? 0) + (thread.idleNs ?? 0);
  for (const { selfNs } of thread.counters) for (const ns of selfNs ?? []) sum += ns;
  if (sum !== thread.durationNs) {
    throw new InvalidPlace(`${path}.durationNs`, `${sum}, the sum of selfNs, outsideNs and idleNs`, thread.durationNs);
  }
}

/** What was read is told of the clock that reads it, and of no other. */
function checkReading({ clock, reading }: Profile): void {
  if ((reading !== undefined) === (clock === "memory")) return;
  throw new InvalidPlace("reading", clock === "memory" ? "what was read, under the clock memory" : "nothing, but under the clock memory", reading);
}

/** Throws {@link InvalidPlace} for the first fault inside or between the columns of a profile whose envelope is right. */
export function checkColumns(profile: Profile): void {
  checkReading(profile);
  profile.sources.forEach((source, i) => checkSource(`sources[${i}]`, source));
  profile.processes.forEach((process, i) => process.threads.forEach((thread, j) => {
    const path = `processes[${i}].threads[${j}]`;
    thread.counters.forEach((counters, k) => checkCounters(`${path}.counters[${k}]`, counters, profile.sources));
    if (thread.marks !== undefined) checkMarks(`${path}.marks`, thread, profile.sources);
    if (thread.traces !== undefined) checkTraces(`${path}.traces`, thread.traces, profile.sources);
    if (thread.callTree !== null) checkCallTree(`${path}.callTree`, thread.callTree, profile.sources);
    thread.blocked?.forEach((stretch, k) => checkStretch(`${path}.blocked[${k}]`, stretch, profile.sources));
    if (thread.split !== undefined) checkSplit(`${path}.split`, thread.split, profile.sources);
    if (thread.timeline !== undefined) checkTimeline(`${path}.timeline`, thread.timeline, profile.sources);
    checkDuration(path, thread);
  }));
}
