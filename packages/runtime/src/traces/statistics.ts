/**
 * What traces add up to, by line, file, function, type or traceback, and what has changed between two moments; printed as tracemalloc
 * prints it, to the letter.
 *
 * Under sampling sizes and counts are estimates: right on average, with an error that is stated.
 */
import { sizeText } from "./size-text.js";
import { compareTracebacks, type Frame, Traceback } from "./traceback.js";

/** An object that was alive. */
export interface Trace {
  /** Its size in bytes. */
  readonly size: number;
  /** How likely one of its size was to be traced: it stands for 1 / probability objects. */
  readonly probability: number;
  /** So many objects of that size on average; absent: one. */
  readonly count?: number;
  /** Half-width of the 95 % interval of the bytes of several; absent: it follows from the probability. */
  readonly error?: number;
  /** What it is: the name of its constructor, or what else its maker said. */
  readonly type: string;
  readonly traceback: Traceback;
}

/** What traces are added up by. */
export type StatisticKey = "line" | "file" | "function" | "type" | "traceback";

/** Half-widths of the 95 % interval in standard deviations. */
const deviations = 1.96;

/** What a group of traces adds up to. */
export class Statistic {
  constructor(
    /** What its traces have in common, as tracemalloc writes it. */
    readonly name: string,
    readonly traceback: Traceback,
    private readonly sums: Readonly<Sums>,
  ) {}

  /** Bytes. */
  get size(): number {
    return Math.round(this.sums.size);
  }

  /** Objects. */
  get count(): number {
    return Math.round(this.sums.count);
  }

  /** Half-width of the 95 % interval of the size, in bytes; 0 where every object was traced. */
  get error(): number {
    return Math.ceil(deviations * Math.sqrt(this.sums.variance));
  }

  /** `app.js:3: size=179 KiB, count=2003, average=92 B`. */
  toString(): string {
    return `${this.name}: size=${sizeText(this.size)}, count=${this.count}${averageText(this)}`;
  }
}

/** What a group of traces adds up to, and how that has changed. */
export class StatisticDiff {
  constructor(readonly name: string, readonly traceback: Traceback, private readonly sides: { older: Totals; newer: Totals }) {}

  get size(): number {
    return this.sides.newer.size;
  }

  get count(): number {
    return this.sides.newer.count;
  }

  get sizeDiff(): number {
    return this.sides.newer.size - this.sides.older.size;
  }

  get countDiff(): number {
    return this.sides.newer.count - this.sides.older.count;
  }

  /** The change of the size in percent of the older one; null where there was none. */
  get percent(): number | null {
    return this.sides.older.size === 0 ? null : (100 * this.sizeDiff) / this.sides.older.size;
  }

  /** `app.js:6: size=3136 B (-53.3 KiB), count=56 (-1179), average=56 B`. */
  toString(): string {
    const changed = this.countDiff < 0 ? String(this.countDiff) : `+${this.countDiff}`;
    return `${this.name}: size=${sizeText(this.size)} (${sizeText(this.sizeDiff, true)}), count=${this.count} (${changed})${averageText(this)}`;
  }
}

/** Bytes and objects. */
type Totals = Pick<Statistic, "count" | "size">;

interface Sums {
  size: number;
  count: number;
  /** Of the size. */
  variance: number;
}

function averageText({ count, size }: Totals): string {
  return count === 0 ? "" : `, average=${sizeText(size / count)}`;
}

/** A group that a trace belongs to. */
interface Group {
  name: string;
  traceback: Traceback;
}

const unknown: Frame = { path: "<unknown>", line: 0, function: "" };

function groupOfFrame(frame: Frame, key: "file" | "function" | "line"): Group {
  const { path, function: name } = frame;
  const place = key === "line" ? frame : { path, line: 0, function: key === "file" ? "" : name };
  const shown = key === "function" ? `${path}:${name === "" ? "<module>" : name}` : `${path}:${place.line}`;
  return { name: shown, traceback: new Traceback([place]) };
}

/** The groups of a trace; several only where callers count too, each once. */
function groupsOf({ traceback, type }: Trace, key: StatisticKey, cumulative: boolean): Group[] {
  if (key === "type") return [{ name: type, traceback: new Traceback([]) }];
  if (key === "traceback") return [{ name: traceback.toString(), traceback }];
  const frames = cumulative ? traceback.frames : [traceback.last ?? unknown];
  const groups = frames.map((frame) => groupOfFrame(frame, key));
  return [...new Map(groups.map((group) => [group.name, group])).values()];
}

/** What is told apart: the same names can stand for several tracebacks. */
function identity({ name, traceback }: Group): string {
  return JSON.stringify([name, traceback.frames.map(({ path, line }) => [path, line])]);
}

/** The largest first; then by count, then by place, the last first. */
function bySize(a: Statistic, b: Statistic): number {
  return b.size - a.size || b.count - a.count || compareTracebacks(b.traceback, a.traceback);
}

/** Of the bytes that one object is an estimate of. */
function varianceOf({ size, probability }: Trace): number {
  return (size * size * (1 - probability)) / (probability * probability);
}

/** What traces add up to, the largest first. `cumulative`: for every line, file or function on a trace's stack, once each. */
export function statisticsOf(traces: readonly Trace[], key: StatisticKey, cumulative = false): Statistic[] {
  const groups = new Map<string, { group: Group; sums: Sums }>();
  for (const trace of traces) {
    const { probability, size, count = 1, error } = trace;
    for (const group of groupsOf(trace, key, cumulative)) {
      const id = identity(group);
      const { sums } = groups.get(id) ?? groups.set(id, { group, sums: { size: 0, count: 0, variance: 0 } }).get(id)!;
      sums.size += (count * size) / probability;
      sums.count += count / probability;
      sums.variance += error === undefined ? varianceOf(trace) : (error / deviations) ** 2;
    }
  }
  return [...groups.values()].map(({ group, sums }) => new Statistic(group.name, group.traceback, sums)).toSorted(bySize);
}

const nothing: Totals = { size: 0, count: 0 };

/** How statistics have changed; what has changed most first. */
export function differences(older: readonly Statistic[], newer: readonly Statistic[]): StatisticDiff[] {
  const before = new Map(older.map((statistic) => [identity(statistic), statistic]));
  const diffs = newer.map((statistic) => {
    const id = identity(statistic);
    const old = before.get(id) ?? nothing;
    before.delete(id);
    return new StatisticDiff(statistic.name, statistic.traceback, { older: old, newer: statistic });
  });
  const gone = [...before.values()].map((old) => new StatisticDiff(old.name, old.traceback, { older: old, newer: nothing }));
  return [...diffs, ...gone].toSorted((a, b) => (
    Math.abs(b.sizeDiff) - Math.abs(a.sizeDiff) || b.size - a.size
    || Math.abs(b.countDiff) - Math.abs(a.countDiff) || b.count - a.count || compareTracebacks(b.traceback, a.traceback)
  ));
}
