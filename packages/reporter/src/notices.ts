/** What every report must say about the profile itself, as sentences: how complete it is, how exact, what was hidden. */
import { type Profile, type SourceRecord } from "@perline/format";
import { selfCheck } from "@perline/format/read";
import { countOf, formatDuration, formatExactSeconds } from "./units.js";
import { type FunctionRow } from "./views/functions.js";
import { type Summary } from "./views/summary.js";

/** For a profile without its end: that, and how old its figures are; else null. */
export function incompleteness({ complete, ageNs, snapshotAt }: Profile): string | null {
  if (complete) return null;
  const taken = snapshotAt === undefined ? "whose age is not known" : `of ${snapshotAt}`;
  const age = `of a snapshot ${ageNs === null ? taken : `${formatDuration(ageNs)} before the end`}`;
  return `Incomplete: the program died before its final profile was written. The figures are those ${age}.`;
}

/** Warnings of the run, folded call paths, files of several versions, contradictions, what options hid; in this order. */
export function warningsOf(profile: Profile, hidden: readonly string[]): string[] {
  const changed = changedPaths(profile.sources).map((path) => `${path} is there in several versions; their figures stand apart`);
  const contradictions = selfCheck(profile).map((sentence) => `This profile contradicts itself: ${sentence}`);
  const told = [...profile.warnings, ...foldedPaths(profile), ...changed, ...contradictions];
  return hidden.length === 0 ? told : [...told, hiddenOf(hidden)];
}

/** That a call tree lacks paths, if one does: a sentence without its full stop, or none. */
export function foldedPaths({ processes }: Profile): string[] {
  const counts = processes.flatMap(({ threads }) => threads.map(({ callTree }) => callTree?.folded ?? 0));
  const folded = counts.reduce((sum, count) => sum + count, 0);
  return folded === 0 ? [] : [`${countOf(folded, "call path")} with little time were folded into their callers'; the figures of lines are exact`];
}

/** The paths that stand for more than one text: files that changed while the program ran, or from one run to another. */
function changedPaths(sources: readonly SourceRecord[]): string[] {
  const versions = new Map<string, SourceRecord>();
  const changed = new Set<string>();
  for (const source of sources.filter(({ lines }) => lines.line.length > 0)) {
    const known = versions.get(source.path) ?? source;
    versions.set(source.path, known);
    // Of one original, compilers make several texts that run.
    if (source.hash !== known.hash && (source.text === null || source.text !== known.text)) changed.add(source.path);
  }
  return [...changed];
}

/** What options hid, as a phrase for each rule. */
export function hiddenOf(hidden: readonly string[]): string {
  return `Hidden: ${hidden.join(", ")}`;
}

/** A warning as a sentence of the text report. */
export function noteOf(warning: string): string {
  return `Note: ${warning}${/[.!?]$/.test(warning) ? "" : "."}`;
}

/**
 * Why there is nothing to see, where there is nothing: no time, no line, or lines too quick for the sampler; else null.
 *
 * @param all every function that has lines, hidden or not
 */
export function absence(profile: Profile, summary: Summary, all: readonly FunctionRow[]): string | null {
  if (summary.threads === 0) return "Nothing was measured: the profile holds no process.";
  if (summary.times?.durationNs === 0) return "Nothing was measured: the program ended before its measurement began.";
  const tookNoTime = all.every((fn) => (fn.times?.totalNs ?? 0) === 0);
  // Since a mark, a line may go on that was hit before.
  if (tookNoTime && all.every((fn) => fn.hits === 0)) return "No instrumented line ran.";
  const isShort = profile.clock === "sampled" && tookNoTime;
  return isShort ? "The program was too short for the sampled clock. The exact clock times every line: --clock exact, or in a build clock: \"exact\"." : null;
}

/** Where the run's time went, to the nanosecond: duration = self + outside + idle; or that it was not measured. */
export function accounting({ clock }: Pick<Profile, "clock">, summary: Summary): string {
  const { processes, threads, times, instrumentNs, gcNs } = summary;
  const where = `${countOf(processes, "process")}, ${countOf(threads, "thread")}`;
  if (times === null) return `${clock === "memory" ? "Memory" : "Hits"}: no time was measured (clock ${clock}; ${where})`;
  const { durationNs, selfNs, outsideNs, idleNs } = times;
  const parts = `self ${formatExactSeconds(selfNs)} + outside ${formatExactSeconds(outsideNs)} + idle ${formatExactSeconds(idleNs)}`;
  const collected = gcNs === null ? "" : `; ${formatDuration(gcNs)} of it in garbage collection`;
  const waited = instrumentNs === 0 ? "" : `; ${formatDuration(instrumentNs)} of instrumenting left out`;
  return `Duration: ${formatExactSeconds(durationNs)} s = ${parts} (${where}${collected}${waited})`;
}

/** How exact the times are: samples and their error, or the clock; and what a probe costs. Null where there are none. */
export function exactness(profile: Profile, { times, samples, intervalNs }: Summary, shown: readonly FunctionRow[]): string | null {
  if (times === null) return null;
  const cost = profile.probeNs === null ? "" : `; a probe costs ${formatDuration(profile.probeNs)}`;
  if (samples === 0 || times.durationNs === 0) return `Times: ${profile.clock} clock, no samples${cost}`;
  const errors = shown.flatMap(({ lines }) => lines.map((line) => (line.hits === 0 ? 0 : (line.times?.errorNs ?? 0))));
  const widest = errors.reduce((most, error) => Math.max(most, error), 0);
  const error = widest === 0 ? "" : `, sampling errors (95 %) up to ${formatDuration(widest)} (column error has each)`;
  return `Times: ${countOf(samples, "sample")}, one each ${formatDuration(intervalNs)}${error}${cost}`;
}
