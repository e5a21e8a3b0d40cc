/**
 * The view of what is alive: of the objects that a thread's lines created, how much at each moment, and which lines grow.
 *
 * A line grows where what is alive of it never falls from one moment to the next, and has risen at least twice. Moments are those that
 * the program marked, where there are three; else those that came by time. The end is none of them: what a program's own variables
 * hold is gone by then.
 */
import { type Profile, type TraceMoment, type TraceRecord } from "@perline/format";

/** What was alive of all lines at a moment. */
export interface LiveMoment {
  /** Of the thread's program time. */
  atNs: number;
  label: string | null;
  bytes: number;
  objects: number;
}

/** How a line grows. */
export interface Growth {
  bytes: number;
  /** Moments it was seen over. */
  moments: number;
  /** Between the first of them and the last. */
  durationNs: number;
  /**
   * From 0 to 100: its share in all that grows, times its survival. 100: all that grows is this line's, and nothing that it has
   * created was ever released.
   */
  score: number;
}

/** A place in a call stack. */
export interface LiveFrame {
  path: string;
  line: number;
  /** The text of the line; null where the profile has none. */
  text: string | null;
}

/** A line that created objects. */
export interface LiveLine {
  path: string;
  line: number;
  function: string;
  /** The text of the line; null where the profile has none. */
  text: string | null;
  /** Names of constructors, as far as there are any. */
  types: string[];
  /** The call stack of most of what it created, as far as it was kept; the oldest frame first, the line itself last. */
  traceback: LiveFrame[];
  /** By moment. */
  bytes: number[];
  objects: number[];
  /** Half-width of the 95 % interval of the bytes. */
  errorBytes: number[];
  /** Objects created in all. */
  created: number;
  /** Of those the share that was alive at the last moment before the end, or at the end where that was all. */
  survival: number;
  /** Null for one that does not grow. */
  growth: Growth | null;
}

/** What one thread traced. */
export interface LiveThread {
  pid: number;
  thread: { id: number; name: string };
  sampleBytes: number;
  moments: LiveMoment[];
  /** Index of the moment with most bytes. */
  highest: number;
  lines: LiveLine[];
}

/** What threads traced; empty where nobody asked. */
export function liveThreads(profile: Profile): LiveThread[] {
  return profile.processes.flatMap(({ pid, threads }) => threads.flatMap(({ id, name, traces }) => {
    if (traces === undefined) return [];
    const lines = linesOf(traces, profile);
    const moments = traces.moments.map((each) => ({
      atNs: each.atNs, label: each.label, bytes: sum(each.bytes), objects: sum(each.objects),
    }));
    const highest = moments.reduce((most, { bytes }, index) => (bytes > (moments[most]?.bytes ?? 0) ? index : most), 0);
    const { sampleBytes } = traces;
    return [{ pid, thread: { id, name }, sampleBytes, moments, highest, lines: withGrowth(lines, traces.moments) }];
  }));
}

function sum(column: readonly number[]): number {
  return column.reduce((total, value) => total + value, 0);
}

/** The lines that created something, in the order in which they began to. */
function linesOf({ groups, moments, stacks }: TraceRecord, { sources }: Profile): LiveLine[] {
  const lines = new Map<string, LiveLine>();
  const texts = sources.map(({ text }) => text?.split(/\r\n|[\n\r\u2028\u2029]/u) ?? []);
  const textAt = (source: number, line: number): string | null => texts[source]?.[line - 1]?.trim() ?? null;
  const none = moments.map(() => 0);
  /** Of the group whose call stack is the line's. */
  const mostBytes = new Map<LiveLine, number>();
  const owners = groups.stack.map((stack, group) => {
    const [source, row] = [stacks.source[stack] ?? -1, stacks.line[stack] ?? -1];
    const record = sources[source];
    const [path, line] = [record?.path ?? "<unknown>", record?.lines.line[row] ?? 0];
    const key = `${source} ${line}`;
    const known = lines.get(key) ?? {
      path, line, function: record?.functions.name[record.lines.function[row] ?? -1] ?? "", text: textAt(source, line),
      types: [], traceback: [], bytes: [...none], objects: [...none], errorBytes: [...none], created: 0, survival: 0, growth: null,
    };
    lines.set(key, known);
    const type = groups.type[group] ?? "";
    if (!known.types.includes(type)) known.types.push(type);
    known.created += groups.objects[group] ?? 0;
    const most = mostBytes.get(known) ?? -1;
    const bytes = groups.bytes[group] ?? 0;
    if (bytes > most) {
      mostBytes.set(known, bytes);
      known.traceback = framesOf(stacks, stack, { sources, textAt });
    }
    return known;
  });
  moments.forEach(({ group, bytes, objects, errorBytes }, index) => group.forEach((each, row) => {
    const line = owners[each];
    if (line === undefined) return;
    line.bytes[index]! += bytes[row] ?? 0;
    line.objects[index]! += objects[row] ?? 0;
    line.errorBytes[index] = Math.hypot(line.errorBytes[index] ?? 0, errorBytes[row] ?? 0);
  }));
  return [...lines.values()].map((line) => ({ ...line, errorBytes: line.errorBytes.map(Math.ceil) }));
}

/** What frames are told of. */
interface Places {
  sources: Profile["sources"];
  /** The text of a line of a source. */
  textAt: (source: number, line: number) => string | null;
}

/** The frames of a call stack, the oldest first. */
function framesOf({ parent, source, line }: TraceRecord["stacks"], stack: number, { sources, textAt }: Places): LiveFrame[] {
  const frames: LiveFrame[] = [];
  for (let row = stack; row > 0; row = parent[row] ?? 0) {
    const from = source[row] ?? -1;
    const at = sources[from]?.lines.line[line[row] ?? -1] ?? 0;
    frames.push({ path: sources[from]?.path ?? "<unknown>", line: at, text: textAt(from, at) });
  }
  return frames.reverse();
}

/** The moments by which growth is told: indices. */
function comparable(moments: readonly TraceMoment[]): number[] {
  const marked = moments.flatMap(({ label }, index) => (label === null ? [] : [index]));
  return marked.length >= 3 ? marked : moments.slice(0, -1).map((_, index) => index);
}

function withGrowth(lines: readonly LiveLine[], moments: readonly TraceMoment[]): LiveLine[] {
  const at = comparable(moments);
  const last = at.at(-1) ?? moments.length - 1;
  const grown = lines.map(({ bytes }) => growthOf(at.map((index) => bytes[index] ?? 0)));
  const all = grown.reduce<number>((total, bytes) => total + (bytes ?? 0), 0);
  const durationNs = (moments[last]?.atNs ?? 0) - (moments[at[0] ?? 0]?.atNs ?? 0);
  return lines.map((line, index) => {
    const survival = line.created === 0 ? 0 : Math.min(1, (line.objects[last] ?? 0) / line.created);
    const bytes = grown[index] ?? null;
    const growth = bytes === null ? null : { bytes, moments: at.length, durationNs, score: (100 * survival * bytes) / all };
    return { ...line, survival, growth };
  });
}

/** By how much figures grow that never fall and rise twice at least; null for others. */
function growthOf(figures: readonly number[]): number | null {
  const steps = figures.slice(1).map((figure, index) => figure - (figures[index] ?? 0));
  const isGrowing = steps.every((step) => step >= 0) && steps.filter((step) => step > 0).length >= 2;
  return isGrowing ? (figures.at(-1) ?? 0) - (figures[0] ?? 0) : null;
}
