/** Statement by statement: what istanbul counted beside what perline counted, in one source of a profile. */
import { plan, type Edit, type Goal } from "@perline/transform";
import type { Profile, SourceRecord } from "@perline/format";
import type { IstanbulCount } from "./run.js";
import { lineOffsets, statementStarts } from "./statements.js";

/** The result for one source. */
export interface Comparison {
  /** Statements both counted. */
  compared: number;
  /** Statements on a line whose first statement counts for all of it; istanbul's count cannot be more. */
  shared: number;
  /** Statements that istanbul counts on a line that counts nothing here. */
  missing: string[];
  /** Statements with different counts, as sentences. */
  different: string[];
}

/** Counting probes: in front of statements by where they stand, at the entries of bodies by where the body ends (the module: -1). */
function countingProbes(edits: readonly Edit[]): { statements: Map<number, number>; bodies: Map<number, number> } {
  const statements = new Map<number, number>();
  const bodies = new Map<number, number>();
  for (const edit of edits) {
    if (!("hit" in edit) || edit.hit < 0) continue;
    if (edit.kind === "frame" && !edit.expression) bodies.set(edit === edits[0] ? -1 : edit.end, edit.hit);
    else if (edit.kind === "line" || edit.kind === "frame" || edit.kind === "catch") statements.set(edit.start, edit.hit);
  }
  return { statements, bodies };
}

/** Hits of each probe of a source of a profile, over all threads. */
export function hitsOf(profile: Profile, index: number): number[] {
  const sum: number[] = [];
  for (const { threads } of profile.processes) {
    for (const { counters } of threads) {
      for (const { source, hits } of counters) if (source === index) hits.forEach((count, id) => (sum[id] = (sum[id] ?? 0) + count));
    }
  }
  return sum;
}

/** The largest hits of any probe of a line, by 1-based line. */
function hitsByLine({ lines, probes }: SourceRecord, hits: readonly number[]): Map<number, number> {
  const most = new Map<number, number>();
  probes.forEach((row, probe) => {
    if (row < 0 || lines.countable[row] !== 1) return;
    const line = lines.line[row] ?? 0;
    most.set(line, Math.max(most.get(line) ?? 0, hits[probe] ?? 0));
  });
  return most;
}

/** A source with its text, the kind of module it is, and what both counted in it. */
export interface Counted {
  source: SourceRecord;
  goal: Goal;
  /** Ours, by probe. */
  hits: readonly number[];
  /** istanbul's. */
  counts: readonly IstanbulCount[];
}

/** Compares one source. */
export function compareSource({ source, goal, hits, counts }: Counted): Comparison {
  const text = source.text;
  if (text === null) throw new Error(`${source.path} has no text`);
  const { edits } = plan(text, { filename: source.path, path: source.path, goal, select: "all", keepText: false });
  const { statements, bodies } = countingProbes(edits);
  const starts = statementStarts(text, goal === "module");
  const offsets = lineOffsets(text);
  const lineHits = hitsByLine(source, hits);
  const leftAlone = new Set(source.skipped.map(({ line }) => line));
  const result: Comparison = { compared: 0, shared: 0, missing: [], different: [] };
  for (const [line, column, count] of counts) {
    const statement = starts.get((offsets[line - 1] ?? 0) + column);
    if (statement === undefined || statement.kind === "loop") continue;
    const place = `${source.path}:${String(line)}:${String(column)}`;
    const probe = statements.get(statement.start) ?? (statement.body === null ? undefined : bodies.get(statement.body));
    // Inside a construct that is left alone, and told with a reason.
    if (probe === undefined && leftAlone.has(line)) continue;
    const ours = probe === undefined ? lineHits.get(line) : (hits[probe] ?? 0);
    if (ours === undefined) {
      result.missing.push(`${place} ${text.slice(statement.start, statement.start + 60).replace(/\s+/g, " ")}`);
      continue;
    }
    if (probe === undefined) result.shared++;
    else result.compared++;
    const agrees = probe === undefined ? ours >= count : ours === count;
    if (!agrees) result.different.push(`${place}: perline ${String(ours)}, istanbul ${String(count)}`);
  }
  return result;
}
