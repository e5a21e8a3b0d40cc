/**
 * The account of one thread: what its samples say about its lines, functions, files and call paths. Pure: no clock, no IO.
 *
 * Invariants
 *   a sample is charged the time from half-way to the one before it to half-way to the one after it, in whole nanoseconds
 *   a gap (the sampler was put aside) is charged to the places at which the program arrived in it, as the counters tell, and what
 *   they leave mostly to its ends; where they do not explain it, to the samples of a longer stretch before it, in equal parts, but for
 *   emptiness where the program was busy at its begin, and of one at whose end it waits, half; one in which the program woke to the
 *   sample at its end; one in which it stood still where it had been standing, to that line
 *   so the charged times are a partition: sum of self + emptyNs = chargedUntil - start, to the nanosecond
 *   a sample is charged when its successor arrives
 */
import { type Arrivals, noArrivals } from "./arrivals.js";
import { CallTree } from "./call-tree.js";
import { Course } from "./course.js";
import { ErrorTerms } from "./error-terms.js";
import type { Figures } from "./figures.js";
import { copyFrames } from "./frames.js";
import { Gaps } from "./gaps.js";
import { withRoom } from "./growing.js";
import { Habits } from "./habits.js";
import { LineTotals } from "./line-totals.js";
import type { LookLog } from "./look-log.js";
import { type Passage, passage, stayed } from "./passage.js";
import { type ContextColumns, PathRows } from "./path-rows.js";
import { RecentPaths } from "./recent-paths.js";
import type { Sources } from "./sources.js";

/** What is known of a gap is what was seen in a stretch so many times as long before it. */
const stretchPerGap = 4;

export class Account {
  private readonly lines: LineTotals;
  private emptyNs = 0;
  /** Samples charged. */
  private sampleCount = 0;
  /** Everything before this program time is charged. */
  private chargedUntil: number;
  private readonly tree: CallTree;
  private readonly rows: PathRows;
  private readonly errors = new ErrorTerms();
  private readonly course: Course;
  private readonly gaps = new Gaps();
  private readonly recent = new RecentPaths();
  private readonly habits: Habits;
  private readonly arrivals: Arrivals;
  /** Program time of the first sample that saw the visit which the waiting one saw. */
  private since = 0;
  /** The path of the sample that waits for its successor. */
  private path = new Int32Array(256);
  private depth = -1;
  private time: number;
  /** Whether anything was seen to run yet. */
  private begun = false;
  private readonly log: LookLog | null;

  /**
   * `start`: program time from which on everything is charged. `arrivals`: asked about what came before the sample observed last.
   * `log`: told which line each sample saw; null: none is.
   */
  constructor(
    private start: number,
    private readonly sources: Sources,
    options: {
      contexts: ContextColumns; callTreeLimit: number; habits?: Habits; arrivals?: Arrivals; log?: LookLog | null;
    },
  ) {
    this.log = options.log ?? null;
    this.habits = options.habits ?? new Habits();
    this.arrivals = options.arrivals ?? noArrivals;
    this.chargedUntil = start;
    this.time = start;
    this.lines = new LineTotals(sources);
    this.tree = new CallTree(options.callTreeLimit);
    this.rows = new PathRows(this.tree, sources, options.contexts);
    this.course = new Course(sources);
  }

  /**
   * Takes in a sample: at program time `time` the stack was `stack[1..depth]`. Charges the sample before it. Times must not
   * fall; one that does is taken for the last.
   */
  observe(time: number, stack: Int32Array, depth: number): void {
    const at = Math.max(time, this.time);
    const place = depth > 0 ? stack[depth]! : 0;
    const stood = this.log !== null && depth === this.depth && place === this.path[depth] && this.isQuiet();
    let behindGap = true;
    if (this.depth >= 0) {
      const gap = behindGap = this.gaps.isGap(at - this.time);
      const middle = Math.floor((this.time + at) / 2);
      if (gap && this.depth > 0) this.cross(at, place, depth);
      // A program that wakes takes the core that the sampler slept on: such a gap is that of its first work, not of its waiting.
      else if (gap && depth > 0 && this.begun) this.enterGap(at);
      // What nothing ran before says nothing about a gap in which the program began.
      else this.chargeUntil(middle);
      if (gap || this.depth === 0 || place !== this.path[this.depth] || this.arrivals.at(place) > 0) this.since = at;
    } else {
      this.gaps.wait(at - this.time);
      this.since = at;
    }
    this.log?.see(at, this.innermost(stack, depth), { behindGap, stood });
    if (depth > 0 && !this.begun) {
      // The emptiness before the program began says nothing about a gap behind that.
      this.begun = true;
      this.recent.forget();
    }
    this.path = withRoom(this.path, depth + 1);
    copyFrames(stack, { at: 1, depth }, this.path);
    this.depth = depth;
    this.time = at;
  }

  /** Whether nothing was counted around the place since the sample before: not every line has a counter of its own. */
  private isQuiet(): boolean {
    const { first, end } = this.arrivals;
    for (let place = first; place < end; place++) if (this.arrivals.at(place) !== 0) return false;
    return end > first;
  }

  /** The line that runs, the innermost one known on a stack; 0 where there is none. */
  private innermost(stack: Int32Array, depth: number): number {
    const { lineOf } = this.sources.places;
    for (let index = depth; index > 0; index--) {
      const line = lineOf[stack[index]!] ?? 0;
      if (line > 0) return line;
    }
    return 0;
  }

  /** Time in which nobody looked for so long that no sample says what ran. */
  get unseenNs(): number {
    return this.gaps.unseenNs;
  }

  /** Charges what is left, up to `end`, to the last sample; where there was none, to nothing. */
  close(end: number): void {
    this.depth = Math.max(this.depth, 0);
    if (this.gaps.isGap(end - this.time)) this.fill(this.enterGap(end), false);
    this.chargeUntil(Math.max(end, this.chargedUntil));
    this.depth = -1;
    this.time = this.chargedUntil;
  }

  /** Goes on behind a {@link close}, at program time `time`: what lies between is nobody's. */
  reopen(time: number): void {
    this.start += time - this.chargedUntil;
    this.chargedUntil = time;
    this.time = time;
    this.recent.forget();
    this.course.pause();
  }

  /** What is charged so far; views, not copies. */
  figures(): Figures {
    const durationNs = this.chargedUntil - this.start;
    const { fileTotalNs, functionTotalNs, samples, selfNs, totalNs } = this.lines;
    const shareOf = (line: number): number => durationNs === 0 ? 0 : (totalNs[line] ?? 0) / durationNs;
    return {
      durationNs,
      emptyNs: this.emptyNs,
      sampleCount: this.sampleCount,
      selfNs,
      totalNs,
      functionTotalNs,
      fileTotalNs,
      samples,
      errorNs: (line) => this.errors.halfWidth(line, samples[line] ?? 0, shareOf(line)),
      tree: this.tree,
      course: this.course,
    };
  }

  /** Has later figures tell what call paths have now; gives how many rows that are. */
  mark(): number {
    this.tree.mark();
    return this.tree.count;
  }

  /** Charges the sample that waits, up to `until`. */
  private chargeUntil(until: number): void {
    const ns = until - this.chargedUntil;
    this.chargedUntil = until;
    this.sampleCount += 1;
    this.lines.makeRoom();
    this.errors.makeRoom(this.sources.lineCount);
    this.errors.begin(this.sampleCount, ns);
    this.charge(this.path, this.depth, ns);
    this.errors.see(this.lines.sample());
    this.errors.end();
    this.recent.push(this.path, this.depth);
  }

  /** Charges a gap up to `at`, where the program was at `place`, so many calls deep. */
  private cross(at: number, place: number, depth: number): void {
    const until = this.enterGap(at);
    const from = this.path[this.depth]!;
    const known = passage({
      ns: until - this.chargedUntil, from, to: place, pauseNs: this.gaps.usualNs,
      beforeNs: this.time - this.since, behindNs: this.habits.behindNs(at),
    }, this.arrivals, this.habits);
    if (known !== null) this.share(known, depth > 0 ? until : null);
    // Nobody knows when it fell asleep.
    else if (depth === 0) this.fill(Math.max(this.chargedUntil, Math.floor((this.time + at) / 2)), true);
    else if (this.stoodStill(place, depth)) this.share(stayed, until);
    else this.fill(until, true);
  }

  /** Charges the sample that waits with what is usual, since a gap follows; gives the time up to which the gap is to be charged. */
  private enterGap(at: number): number {
    const usual = Math.floor(this.gaps.usualNs / 2);
    this.chargeUntil(Math.max(this.chargedUntil, Math.min(at, this.time + usual)));
    const until = Math.max(this.chargedUntil, at - usual);
    this.course.miss(until - this.chargedUntil);
    return until;
  }

  /** Charges parts of a gap to their places, and what they leave up to `until` to the sample before it; null: to what follows. */
  private share({ wentOnNs, parts, unsureNs }: Passage, until: number | null): void {
    this.errors.guess(unsureNs);
    if (wentOnNs > 0) this.fill(this.chargedUntil + wentOnNs, true);
    for (const { ns, stack } of parts) {
      this.charge(stack.path, stack.depth, ns);
      this.chargedUntil += ns;
    }
    if (until === null) return;
    this.charge(this.path, this.depth, until - this.chargedUntil);
    this.chargedUntil = until;
  }

  /** Charges a gap up to `until` to the samples before it; to none that saw the program wait where it is `busy` at both ends. */
  private fill(until: number, busy: boolean): void {
    const gapNs = until - this.chargedUntil;
    const { recent } = this;
    const known = recent.count(Math.ceil(stretchPerGap * gapNs / this.gaps.usualNs));
    const bears = (ago: number): boolean => !busy || recent.depth(ago) > 0;
    let bearers = 0;
    for (let ago = 1; ago <= known; ago++) if (bears(ago)) bearers += 1;
    this.chargedUntil = until;
    if (bearers === 0) return this.charge(this.path, this.depth, gapNs);
    this.errors.bridge(gapNs, bearers, this.gaps.usualNs);
    for (let ago = 1, bearer = 0, charged = 0; ago <= known; ago++) {
      if (!bears(ago)) continue;
      bearer += 1;
      const upTo = Math.floor((gapNs * bearer) / bearers);
      this.charge(recent.path(ago), recent.depth(ago), upTo - charged);
      charged = upTo;
    }
  }

  /** Whether the program was standing where it still stands, at `place`, so many calls deep, which no gap changes. */
  private stoodStill(place: number, depth: number): boolean {
    const moved = this.arrivals.at(place) > 0;
    return depth === this.depth && place === this.path[depth] && !moved && this.recent.standsAt(place);
  }

  /** Charges a stack, `path[1..depth]`. */
  private charge(path: Int32Array, depth: number, ns: number): void {
    const logical = depth > 0 && path[1]! < 0;
    const innermost = this.lines.charge(path, { depth, first: logical ? 2 : 1, ns });
    this.course.pass(ns, depth, innermost);
    if (innermost === 0) {
      this.emptyNs += ns;
      return;
    }
    this.tree.charge(this.rows.of(path, depth, logical), ns);
    this.tree.fold();
  }
}
