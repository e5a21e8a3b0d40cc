/** Threads that are added up: one record whose figures are the sums of theirs. */
import type { ThreadRecord } from "@perline/format";
import { CallTreeSum } from "./call-tree.js";
import { FigureSum } from "./columns.js";
import { CountersSum } from "./counters.js";
import { CourseSum } from "./course.js";
import { SplitSum } from "./split.js";

/** Figures that add up as they are; where no time was measured some are null. */
const added = ["durationNs", "outsideNs", "idleNs", "gcNs"] as const;

/** Of threads whose time was measured, or of such as have none: not of both. */
export class ThreadSum {
  private threads = 0;
  private longestNs: number | null = null;
  private instrumentNs = 0;
  private samples = 0;
  /** Of all samples. */
  private sampledNs = 0;
  private readonly figures = {
    durationNs: new FigureSum(), outsideNs: new FigureSum(), idleNs: new FigureSum(), gcNs: new FigureSum(),
  };
  private readonly counters = new Map<number, CountersSum>();
  private tree: CallTreeSum | null = null;
  private readonly course = new CourseSum();
  private readonly split = new SplitSum();

  constructor(private readonly id: number, private readonly name: string) {}

  /** Takes another thread. */
  add(thread: ThreadRecord): void {
    const { callTree, counters, durationNs, instrumentNs, intervalNs, samples, summed } = thread;
    this.threads += summed?.threads ?? 1;
    const longestNs = summed === undefined ? durationNs : summed.longestNs;
    if (longestNs !== null) this.longestNs = Math.max(this.longestNs ?? 0, longestNs);
    this.instrumentNs += instrumentNs;
    this.samples += samples;
    this.sampledNs += samples * intervalNs;
    for (const key of added) this.figures[key].add(thread[key]);
    for (const each of counters) {
      const known = this.counters.get(each.source) ?? new CountersSum(each.source);
      this.counters.set(each.source, known);
      known.add(each);
    }
    if (callTree !== null) (this.tree ??= new CallTreeSum()).add(callTree);
    this.course.add(thread);
    this.split.add(thread);
  }

  /** The record of all. */
  record(): ThreadRecord {
    const { figures, id, instrumentNs, longestNs, name, samples, threads } = this;
    return {
      id, name, durationNs: figures.durationNs.value, instrumentNs, outsideNs: figures.outsideNs.value, idleNs: figures.idleNs.value,
      gcNs: figures.gcNs.value, samples, intervalNs: samples === 0 ? 0 : Math.round(this.sampledNs / samples),
      counters: [...this.counters.values()].map((each) => each.counters()),
      callTree: this.tree?.tree() ?? null,
      ...this.course.record(),
      ...this.split.record(),
      summed: { threads, longestNs },
    };
  }
}
