/** The exact clock's observer: the program's thread has done the sums, so it only reads them, and subtracts what came before. */
import { type ExactMemory, Places, Times } from "../exact-memory.js";
import { stackSize, type ThreadMemory } from "../memory.js";
import { readPair } from "./columns.js";
import type { Figures, PathColumns } from "./figures.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";

export class ExactObserver implements Observer {
  readonly log = null;
  overflowDepth = 0;
  brokenLooks = 0;
  readonly unseenNs = 0;
  readonly waiting = 0;
  /** What its memory held of other times when it began to look; null for nothing. */
  private before: Figures | null;
  private last: Figures | null = null;
  private readonly marked: PathColumns[] = [];

  /** Observes from program time `since` on; null for all that the memory holds. */
  constructor(
    private readonly memory: { thread: ThreadMemory; exact: ExactMemory },
    private readonly sources: Sources,
    since: number | null,
  ) {
    this.before = since === null ? null : this.read(since);
  }

  look(): number {
    const depth = Atomics.load(this.memory.thread.stack, 0);
    if (depth >= stackSize) this.overflowDepth = Math.max(this.overflowDepth, depth);
    if (depth < 0) this.brokenLooks += 1;
    return depth;
  }

  // The program's thread does the sums.
  glance(): void { /* Nothing to see. */ }
  known(): void { /* Nothing waits. */ }
  settle(): void { /* Nothing waits. */ }

  close(time: number): void {
    this.last = this.figures(time);
  }

  reopen(time: number): void {
    this.before = difference(this.read(time), this.figures(time));
    this.last = null;
  }

  mark(time: number | null): number {
    const { calls, count, samples, selfNs } = this.figures(time ?? 0).tree;
    this.marked.push({ selfNs, samples, calls });
    return count;
  }

  figures(time: number): Figures {
    const figures = this.figuresAt(time);
    return { ...figures, tree: { ...figures.tree, marked: this.marked } };
  }

  private figuresAt(time: number): Figures {
    if (this.last !== null) return this.last;
    const now = this.read(time);
    return joined(this.before === null ? now : difference(now, this.before), this.memory.exact.places[Places.node]!);
  }

  private read(time: number): Figures {
    const { exact } = this.memory;
    const { lineCount, functionCount, all } = this.sources;
    const { times, places } = exact;
    const sinceLast = Math.max(0, time - times[Times.last]!);
    const line = places[Places.line]!;
    const node = places[Places.node]!;
    const count = places[Places.nodes]!;
    const selfNs = exact.selfNs.slice(0, Math.max(lineCount, line + 1));
    const nodeSelfNs = exact.nodeSelfNs.slice(0, count);
    let emptyNs = times[Times.empty]!;
    if (line === 0) emptyNs += sinceLast;
    else {
      selfNs[line]! += sinceLast;
      nodeSelfNs[node]! += sinceLast;
    }
    // The parts were read one after the other while the program went on: their sum is the time they are the parts of.
    const durationNs = selfNs.reduce((sum, ns) => sum + ns, emptyNs);
    const totals = (frames: Int32Array, balances: Float64Array, length: number): Float64Array =>
      new Float64Array(length).map((_, index) => {
        const [open, balance] = readPair(frames, balances, index);
        return Math.min(durationNs, Math.max(0, balance + (open > 0 ? time : 0)));
      });
    const totalNs = totals(exact.lineFrames, exact.lineNs, lineCount);
    const functionTotalNs = totals(exact.functionFrames, exact.functionNs, functionCount);
    const fileTotalNs = totals(exact.sourceFrames, exact.sourceNs, all.length);
    // What was read later may lag behind: a line has no less than its self time, its function and file no less than the line.
    const { functionOf, sourceOf } = this.sources.places;
    for (let index = 1; index < lineCount; index++) {
      const ns = totalNs[index] = Math.max(totalNs[index]!, selfNs[index]!);
      const fn = functionOf[index]!;
      functionTotalNs[fn] = Math.max(functionTotalNs[fn]!, ns);
      fileTotalNs[sourceOf[index]!] = Math.max(fileTotalNs[sourceOf[index]!]!, functionTotalNs[fn]);
    }
    return {
      durationNs, emptyNs, sampleCount: 0, selfNs, totalNs, functionTotalNs, fileTotalNs,
      samples: null,
      errorNs: null,
      tree: {
        count,
        parent: exact.nodeParent.slice(0, count),
        line: exact.nodeLine.slice(0, count),
        live: exact.nodeLive.slice(0, count),
        selfNs: nodeSelfNs,
        samples: null,
        calls: exact.nodeCalls.slice(0, count),
        folded: places[Places.folded]!,
        marked: [],
      },
      course: null,
    };
  }
}

const none = new Float64Array(0);

/** The tree holds what the lines hold; what was read between two writes goes to the node that runs. */
function joined(figures: Figures, node: number): Figures {
  const { durationNs, emptyNs, tree } = figures;
  const selfNs = tree.selfNs.slice();
  const treeNs = selfNs.reduce((sum, ns) => sum + ns, 0);
  if (node < tree.count) selfNs[node] = Math.max(0, selfNs[node]! + durationNs - emptyNs - treeNs);
  return { ...figures, tree: { ...tree, selfNs } };
}

/** What was added after `before`. */
function difference(after: Figures, before: Figures): Figures {
  const { calls } = after.tree;
  const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((ns, index) => ns - (b[index] ?? 0));
  return {
    ...after,
    durationNs: after.durationNs - before.durationNs,
    emptyNs: after.emptyNs - before.emptyNs,
    selfNs: minus(after.selfNs, before.selfNs),
    totalNs: minus(after.totalNs, before.totalNs),
    functionTotalNs: minus(after.functionTotalNs, before.functionTotalNs),
    fileTotalNs: minus(after.fileTotalNs, before.fileTotalNs),
    tree: {
      ...after.tree, selfNs: minus(after.tree.selfNs, before.tree.selfNs), calls: calls && minus(calls, before.tree.calls ?? none),
    },
  };
}
