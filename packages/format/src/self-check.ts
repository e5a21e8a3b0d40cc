/**
 * What must hold in every profile beyond its shape: the relations between self, total and duration.
 *
 * A profile that breaks one was still written whole, so it is told and not refused: the figures are the evidence.
 */
import { type Profile, type SourceCounters, type ThreadRecord } from "./profile.js";

/** Sentences of one kind that are spelled out; beyond it they are counted. */
const spelledOut = 5;

/** Sum of a column. */
function sum(column: readonly number[]): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}

function* checkCounters(profile: Profile, thread: ThreadRecord, counters: SourceCounters): Generator<string> {
  const source = profile.sources[counters.source];
  if (source === undefined) return;
  const { functions, lines, path } = source;
  for (let row = 0; row < lines.line.length; row++) {
    const place = `${path}:${lines.line[row]}`;
    const [self, total] = [counters.selfNs[row] ?? 0, counters.totalNs[row] ?? 0];
    const ofFunction = counters.functionTotalNs[lines.function[row] ?? -1] ?? 0;
    if (self > total) yield `${place} has more self time (${self} ns) than total (${total} ns)`;
    if (total > ofFunction) yield `${place} has more total time (${total} ns) than its function (${ofFunction} ns)`;
  }
  for (let i = 0; i < functions.name.length; i++) {
    const total = counters.functionTotalNs[i] ?? 0;
    if (total > counters.fileTotalNs) {
      yield `${functions.name[i]} at ${path}:${functions.line[i]} has more total time (${total} ns) than its file (${counters.fileTotalNs} ns)`;
    }
  }
  if (counters.fileTotalNs > thread.durationNs) {
    yield `${path} has more total time (${counters.fileTotalNs} ns) than its thread (${thread.durationNs} ns)`;
  }
}

function* checkThread(profile: Profile, thread: ThreadRecord): Generator<string> {
  for (const counters of thread.counters) yield* checkCounters(profile, thread, counters);
  if (thread.callTree.parent.length === 0) return;
  const tree = sum(thread.callTree.selfNs);
  const lines = thread.counters.reduce((total, { selfNs }) => total + sum(selfNs), 0);
  if (tree !== lines) yield `thread ${thread.id}: the call tree holds ${tree} ns of self time, the lines ${lines} ns`;
}

/**
 * The invariants that the profile breaks, a sentence each; none for a sound one. Self is at most total, a line's total at
 * most its function's, a function's at most its file's, a file's at most its thread's duration, and the call tree holds the
 * same self time as the lines. Long lists end in a count.
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
