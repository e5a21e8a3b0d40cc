/** When threads ran that are added up: their longest stretches, and their timelines laid on each other, begin on begin. */
import { type BlockedStretch, keptLines, keptStretches, type ThreadRecord, type Timeline, type TimelineRow } from "@perline/format";

/** Lines that are remembered: of many threads each tells its own hottest. */
const rememberedLines = 20 * keptLines;

export class CourseSum {
  private blocked: BlockedStretch[] | null = null;
  private timeline: Timeline | null = null;
  private threads = 0;
  /** Threads that have a timeline: where one has none, the sum of the others would not be that of the lines. */
  private timed = 0;

  /** Takes what another thread tells. */
  add({ blocked, timeline }: Pick<ThreadRecord, "blocked" | "timeline">): void {
    this.threads += 1;
    if (blocked !== undefined) {
      this.blocked = [...this.blocked ?? [], ...blocked].toSorted((a, b) => b.durationNs - a.durationNs).slice(0, keptStretches);
    }
    if (timeline === undefined) return;
    this.timed += 1;
    this.timeline = this.timeline === null ? timeline : together(this.timeline, timeline);
  }

  /** What they tell together; a line that one of them does not tell of counts as nothing there. */
  record(): Pick<ThreadRecord, "blocked" | "timeline"> {
    const { blocked, threads, timed, timeline } = this;
    const isKnown = timeline !== null && timed === threads;
    return {
      ...(blocked === null ? {} : { blocked }),
      ...(isKnown ? { timeline: { ...timeline, lines: timeline.lines.slice(0, keptLines) } } : {}),
    };
  }
}

/** Both, with intervals as long as those of the one with the longer ones. */
function together(a: Timeline, b: Timeline): Timeline {
  const intervalNs = Math.max(a.intervalNs, b.intervalNs);
  const lines = new Map<string, TimelineRow>();
  for (const timeline of [a, b]) {
    for (const { source, line, selfNs } of timeline.lines) {
      const key = `${source} ${line}`;
      const widened = widen(selfNs, intervalNs / timeline.intervalNs);
      lines.set(key, { source, line, selfNs: add(lines.get(key)?.selfNs ?? [], widened) });
    }
  }
  const selfNs = add(widen(a.selfNs, intervalNs / a.intervalNs), widen(b.selfNs, intervalNs / b.intervalNs));
  const hottest = [...lines.values()].toSorted((x, y) => sum(y.selfNs) - sum(x.selfNs)).slice(0, rememberedLines);
  return { intervalNs, selfNs, lines: hottest.map((row) => ({ ...row, selfNs: selfNs.map((_, i) => row.selfNs[i] ?? 0) })) };
}

/** One figure for so many; intervals are a power of two of each other. */
function widen(figures: readonly number[], factor: number): number[] {
  const length = Math.ceil(figures.length / factor);
  return Array.from({ length }, (_, index) => sum(figures.slice(Math.floor(index * factor), Math.floor((index + 1) * factor))));
}

function add(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
