/**
 * What must hold in every profile beyond its shape: the relations between self, total and duration.
 *
 * A profile that breaks one was still written whole, so it is told and not refused: the figures are the evidence.
 */
import type { SourceCounters } from "./counters.js";
import { type Profile, type ThreadRecord } from "./profile.js";

/** Sentences of one kind that are spelled out; beyond it they are counted. */
const spelledOut = 5;

/** Sum of a column. */
function sum(column: readonly number[]): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}

function* checkCounters(profile: Profile, durationNs: number, counters: SourceCounters): Generator<string> {
  const source = profile.sources[counters.source];
  const { selfNs, totalNs, functionTotalNs, fileTotalNs } = counters;
  if (source === undefined || selfNs === null || totalNs === null || functionTotalNs === null || fileTotalNs === null) return;
  const { functions, lines, path } = source;
  for (let row = 0; row < lines.line.length; row++) {
    const place = `${path}:${lines.line[row]}`;
    const [self, total] = [selfNs[row] ?? 0, totalNs[row] ?? 0];
    const ofFunction = functionTotalNs[lines.function[row] ?? -1] ?? 0;
    if (self > total) yield `${place} has more self time (${self} ns) than total (${total} ns)`;
    if (total > ofFunction) yield `${place} has more total time (${total} ns) than its function (${ofFunction} ns)`;
  }
  for (let i = 0; i < functions.name.length; i++) {
    const total = functionTotalNs[i] ?? 0;
    if (total > fileTotalNs) {
      yield `${functions.name[i]} at ${path}:${functions.line[i]} has more total time (${total} ns) than its file (${fileTotalNs} ns)`;
    }
  }
  if (fileTotalNs > durationNs) yield `${path} has more total time (${fileTotalNs} ns) than its thread (${durationNs} ns)`;
}

function* checkThread(profile: Profile, thread: ThreadRecord): Generator<string> {
  const { callTree, counters, durationNs, timeline } = thread;
  if (durationNs === null || callTree === null) return;
  for (const each of counters) yield* checkCounters(profile, durationNs, each);
  const lines = counters.reduce((total, { selfNs }) => total + sum(selfNs ?? []), 0);
  const timed = timeline === undefined ? lines : sum(timeline.selfNs);
  if (timed !== lines) yield `thread ${thread.id}: the timeline holds ${timed} ns of self time, the lines ${lines} ns`;
  if (callTree.parent.length === 0) return;
  const tree = sum(callTree.selfNs);
  if (tree !== lines) yield `thread ${thread.id}: the call tree holds ${tree} ns of self time, the lines ${lines} ns`;
}

/**
 * The invariants that the profile breaks, a sentence each; none for a sound one. Self is at most total, a line's total at
 * most its function's, a function's at most its file's, a file's at most its thread's duration, and the call tree holds the
 * same self time as the lines. Of a thread whose time was not measured nothing is asked. Long lists end in a count.
 */
export function selfCheck(profile: Profile): string[] {
  const sentences: string[] = [];
  let more = 0;
  for (const process of profile.processes) {
    for (const thread of process.threads) {
      for (const sentence of checkThread(profile, thread)) {
        if (sentences.length < spelledOut) sentences.push(sentence);
        else more += 1;
      }
    }
  }
  return more === 0 ? sentences : [...sentences, `${more} more of the kind`];
}
