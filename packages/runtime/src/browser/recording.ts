/**
 * What is known of a page: the account of one thread, here, and of the page's workers as far as they have told of themselves. It is
 * sent to a server while the page lives, since nothing can be counted on when it ends.
 */
import type { Profile, SourceRecord, ThreadRecord } from "@perline/format";
import { now } from "../clock.js";
import { type Mark, MarkNumbers } from "../sampler/marks.js";
import type { Told } from "../sampler/plan.js";
import type { Sources } from "../sampler/sources.js";
import { profileVersion } from "../vocabulary.js";
import { withoutCourse } from "../without-course.js";
import { channelOf, type Message, type Part, type RecordingPlan, type Request } from "./plan.js";
import { WatchedPageThread } from "./watched-page-thread.js";

/** From one message to the next, unless one costs much. */
const periodNs = 300e6;
const mostDoublings = 8;
/** Messages take at most this share of a thread's time. */
const share = 0.02;
/** Call-tree nodes of each thread in a message that is one of many. */
const rollingNodes = 4_000;
/** Of a last message, which has to be short: browsers take 64 KiB. The first that fits is sent. */
const lastNodes = [4_000, 400, 40, 2];
const lastBytes = 60_000;
/** A last message that has no room for so many does not tell when something was either. */
const nodesBesideCourse = 400;

/** What the threads of a page say to each other. */
type Talk = { kind: "part"; part: Part } | { kind: "request"; request: Exclude<Request, "mark"> } | { kind: "mark"; mark: Mark };

// Taken before the program can replace them, where this is one of its threads.
const { fetch } = globalThis;
const { load } = Atomics;

export class Recording {
  readonly thread: WatchedPageThread;
  private readonly channel: BroadcastChannel;
  private readonly number = Math.random();
  /** What workers told last; in the order in which they came up. */
  private readonly parts = new Map<number, Part>();
  /** The page's sources, and by its JSON the index of each. */
  private readonly records: SourceRecord[] = [];
  private readonly indices = new Map<string, number>();
  private readonly startedAt = new Date().toISOString();
  /** Sources that the server has. */
  private knownSources = 0;
  private isSending = false;
  /** Messages in a row that the server did not take: it is asked ever less often. */
  private failures = 0;
  private isPaused = false;
  private marks = new MarkNumbers();
  private lastAt = Number.NEGATIVE_INFINITY;
  private costNs = 0;
  /** What was counted at the last message; none is sent where it is the same. -1: there is something else to tell. */
  private lastCount = -1;

  constructor(private readonly plan: RecordingPlan, private readonly sources: Sources) {
    this.thread = new WatchedPageThread(plan.thread, sources, plan.options);
    this.channel = new BroadcastChannel(channelOf(plan.membership.page));
    this.channel.onmessage = ({ data }: MessageEvent<Talk>): void => this.listen(data);
  }

  /** Hears of a source or a warning. */
  hear(told: Told): void {
    if (told.kind === "source") this.sources.add(told.source);
    else if (told.kind === "warning") this.sources.warnings.push(told.warning);
    this.thread.observer?.known();
  }

  /** Does what was asked for; gives a text where that is what was asked for, and null where it cannot be had. */
  answer(request: Request, name = ""): string | null {
    const time = now();
    // Whoever asks stands still.
    this.thread.look(time);
    if (request === "mark") return this.mark(name, time);
    if (request === "profile") return JSON.stringify(this.profile({ complete: true }));
    if (request === "rest") return this.rest(time);
    this.isPaused = request === "pause" || (this.isPaused && request !== "resume");
    this.thread[request](time);
    if (request === "reset") {
      this.parts.clear();
      this.marks = new MarkNumbers();
    }
    this.lastCount = -1;
    if (this.isPage) this.say({ kind: "request", request });
    return "";
  }

  /** Tells whoever collects what is known, if it is time for that. */
  tellIfDue(time: number): void {
    const { rollingMs } = this.plan.options;
    const period = (rollingMs === null ? periodNs : rollingMs * 1e6) * 2 ** Math.min(this.failures, mostDoublings);
    if (this.isSending || time - this.lastAt < Math.max(period, this.costNs / share)) return;
    const count = this.count();
    this.lastAt = time;
    if (count === this.lastCount) return;
    this.lastCount = count;
    if (!this.isPage) this.say({ kind: "part", part: this.part(rollingNodes) });
    else if (this.plan.server !== null) void this.send(this.plan.server);
    this.costNs = now() - time;
  }

  /** The page's workers hear of it, and keep what they have counted then. Those that set one themselves are not heard. */
  private mark(label: string, time: number): string | null {
    const mark = this.isPage ? this.marks.next(label) : null;
    if (mark === null) return null;
    this.marks.fill(this.thread.mark(mark, time));
    this.say({ kind: "mark", mark });
    this.lastCount = -1;
    return "";
  }

  private get isPage(): boolean {
    return this.plan.membership.worker === null;
  }

  private say(talk: Talk): void {
    this.channel.postMessage(talk);
  }

  private listen(talk: Talk): void {
    if (talk.kind === "request") {
      if (!this.isPage) this.answer(talk.request);
      return;
    }
    if (talk.kind === "mark") {
      if (!this.isPage) this.hearMark(talk.mark, now());
      return;
    }
    if (!this.isPage) return;
    const isNew = !this.parts.has(talk.part.thread);
    this.parts.set(talk.part.thread, talk.part);
    this.lastCount = -1;
    // It came up when the others had stopped already.
    if (isNew && this.isPaused) this.say({ kind: "request", request: "pause" });
  }

  private hearMark(mark: Mark, time: number): void {
    this.thread.look(time);
    this.thread.mark(mark, time);
    this.lastCount = -1;
  }

  /** A number, not -1, that is another one once anything was counted; never the same while a line runs. */
  private count(): number {
    const { hits, stack } = this.thread.memory;
    if (load(stack, 0) > 0) return -2 - this.lastAt;
    let count = 0;
    for (let id = 0; id < this.sources.probeCount; id++) count += hits[id]!;
    return count;
  }

  /** This thread's own. */
  private part(nodes: number): Part {
    return {
      thread: this.number,
      sources: this.sources.all.map(({ json }) => json),
      record: this.thread.record(now(), nodes),
      warnings: [...this.plan.warnings, ...this.sources.warnings],
    };
  }

  private profile({ complete, nodes = Infinity }: { complete: boolean; nodes?: number }): Profile {
    const { membership, options } = this.plan;
    const parts = [this.part(nodes), ...this.parts.values()];
    const whole = parts.flatMap((part, id) => part.record === null ? [] : this.renumbered({ ...part.record, id }, part.sources));
    const threads = nodes < nodesBesideCourse ? whole.map(withoutCourse) : whole;
    return {
      format: "perline-profile",
      version: profileVersion,
      perline: options.perline,
      complete,
      ageNs: null,
      snapshotAt: new Date().toISOString(),
      argv: options.argv,
      root: options.root,
      startedAt: this.startedAt,
      platform: navigator.userAgent,
      cpus: navigator.hardwareConcurrency,
      clock: options.clock,
      probeNs: null,
      sources: this.records,
      processes: [{ pid: membership.page, ppid: 0, argv: options.argv, threads }],
      warnings: [...new Set(parts.flatMap(({ warnings }) => warnings)), ...this.marks.warnings()],
    };
  }

  /** The record of a thread that numbers its sources by itself, with the page's numbers. */
  private renumbered(record: ThreadRecord, sources: readonly string[]): ThreadRecord {
    const numbers = sources.map((json) => {
      const known = this.indices.get(json);
      if (known !== undefined) return known;
      this.indices.set(json, this.records.length);
      return this.records.push(JSON.parse(json) as SourceRecord) - 1;
    });
    const { blocked, callTree, marks, timeline } = record;
    return {
      ...record,
      name: record.id === 0 ? "main" : record.name || `worker ${record.id}`,
      counters: record.counters.map((counters) => ({ ...counters, source: numbers[counters.source]! })),
      ...(marks === undefined ? {} : {
        marks: marks.map((mark) => ({ ...mark, counters: mark.counters.map((each) => ({ ...each, source: numbers[each.source]! })) })),
      }),
      ...(blocked === undefined ? {} : {
        blocked: blocked.map((stretch) => ({ ...stretch, source: stretch.source.map((source) => numbers[source]!) })),
      }),
      ...(timeline === undefined ? {} : {
        timeline: { ...timeline, lines: timeline.lines.map((row) => ({ ...row, source: numbers[row.source]! })) },
      }),
      callTree: callTree && { ...callTree, source: callTree.source.map((source) => (source < 0 ? source : numbers[source]!)) },
    };
  }

  private message(profile: Profile): Message {
    const { knownSources, plan } = this;
    const sources = profile.sources.slice(knownSources);
    return { page: plan.membership.page, name: plan.options.outFile, knownSources, profile: { ...profile, sources } };
  }

  private async send(server: string): Promise<void> {
    const profile = this.profile({ complete: false, nodes: rollingNodes });
    this.isSending = true;
    try {
      const { ok } = await fetch(server, { method: "POST", body: JSON.stringify(this.message(profile)) });
      this.failures = ok ? 0 : this.failures + 1;
    } catch {
      // It is not there any more, or not yet again.
      this.failures += 1;
    }
    this.isSending = false;
    this.knownSources = this.failures === 0 ? profile.sources.length : 0;
    if (this.failures > 0) this.lastCount = -1;
  }

  /** The last message to the server; null where it would be too long for a page that ends. */
  private rest(time: number): string | null {
    for (const nodes of lastNodes) {
      const text = JSON.stringify(this.message(this.profile({ complete: true, nodes })));
      if (new Blob([text]).size > lastBytes) continue;
      // This thread lives a little longer: what has been told by this is not told again as what a page tells that goes on.
      this.lastAt = time;
      this.lastCount = this.count();
      return text;
    }
    return null;
  }
}
