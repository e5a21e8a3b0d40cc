/**
 * What of the objects that a thread's lines create is alive, and when it was: at moments that the program marks, at others that come
 * by time, and at the end. No object is kept alive by it.
 *
 * Objects are grouped by call stack and type as they come. A moment collects garbage, so that it sees what is held and nothing else;
 * no timer brings it: an object that is created does, once enough time has gone by, and so much that moments take little of it.
 */
import type { ToldTraces, TraceMoment } from "@perline/format";
import { ByteSampler } from "./byte-sampler.js";
import type { Living } from "./living.js";
import { bytesOf, isObject, typeOf } from "./object-facts.js";

/** Objects that came the same way. */
interface Group {
  readonly index: number;
  /** What {@link SiteHost.stackOf} gave. */
  readonly stack: number;
  readonly type: string;
  /** Estimates of all that were created. */
  objects: number;
  bytes: number;
}

/** A traced object. */
export interface Traced {
  readonly group: Group;
  /** Its bytes when it was created. */
  readonly bytes: number;
  /** How likely it was to be traced. */
  readonly probability: number;
}

/** What a thread is asked. */
export interface SiteHost {
  /** The number of the call stack that ends at a site. */
  stackOf(site: number): number;
  /** Does something while the program's time stands still. */
  aside(action: () => void): void;
  /** Collects all garbage. */
  collect(): void;
  /** Nanoseconds of the program's time, since it began. */
  now(): number;
  /** Nanoseconds of any clock that does not stand still meanwhile. */
  elapsed(): number;
  /** Hears what is known, behind each moment. */
  tell(record: ToldTraces): void;
}

/** What is traced, and how. */
export interface SiteOptions {
  frames: number;
  sampleBytes: number;
  pointerBytes: number;
  /** Gives numbers from 0 to below 1. */
  random: () => number;
  /** One cell: bytes up to the next object that is traced, counted down by whoever creates objects of known size. */
  countdown: Int32Array;
}

/** Moments that come by time: at first so far apart, and never so that they take more than this share. */
const firstPeriodNs = 50e6;
const share = 0.02;
/** When there are as many, every other one without a label goes. */
const mostMoments = 128;
/** Estimated bytes that a traced object takes here: what is known of it, and its entry in a weak map. */
const tracedBytes = 120;
/** Half-widths of the 95 % interval in standard deviations. */
const deviations = 1.96;

// Taken before user code can replace them.
const { ceil, max, round, sqrt } = Math;
const { create } = Object;

export class SiteTraces {
  private readonly sampler: ByteSampler;
  private readonly groups: Group[] = [];
  /** By stack: its groups. */
  private readonly byStack = create(null) as Record<number, Group[]>;
  private moments: TraceMoment[] = [];
  private periodNs = firstPeriodNs;
  /** Of the program's time. */
  private nextAt = firstPeriodNs;
  private ended = false;

  constructor(private readonly options: SiteOptions, private readonly living: Living<Traced>, private readonly host: SiteHost) {
    this.sampler = new ByteSampler(options.sampleBytes, options.random, options.countdown);
  }

  /** A site has created a value, with whose bytes none were left in the countdown; -1: only the value tells how many it has. */
  readonly made = (site: number, bytes: number, value: unknown): void => {
    if (bytes >= 0 && !this.sampler.passed()) return;
    if (!isObject(value)) return;
    const size = bytesOf(value, bytes, this.options.pointerBytes);
    if (bytes < 0 && !this.sampler.chooses(size)) return;
    if (this.living.has(value)) return;
    this.trace(value, site, { size, probability: this.sampler.probability(bytes < 0 ? size : bytes) });
    if (this.host.now() >= this.nextAt) this.moment(null);
  };

  /** What is alive now is told, under that name if it has one. */
  moment(label: string | null): void {
    this.host.aside(() => this.take(label));
  }

  /** The last moment; nothing the second time. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.moment(null);
  }

  /** All that is known. */
  record(): ToldTraces {
    const { frames, sampleBytes } = this.options;
    const groups: ToldTraces["groups"] = { stack: [], type: [], objects: [], bytes: [] };
    for (let index = 0; index < this.groups.length; index++) {
      const { stack, type, objects, bytes } = this.groups[index]!;
      groups.stack[index] = stack;
      groups.type[index] = type;
      groups.objects[index] = round(objects);
      groups.bytes[index] = round(bytes);
    }
    return { frames, sampleBytes, groups, moments: this.moments };
  }

  /** The row of the object's group in the record; null for an object that is not traced. */
  rowOf(object: object): number | null {
    return this.living.get(object)?.group.index ?? null;
  }

  /** What is known is told as it stands. */
  tell(): void {
    this.host.aside(() => this.host.tell(this.record()));
  }

  /** An estimate of the bytes that tracing takes itself. */
  overheadBytes(): number {
    let traced = 0;
    this.host.aside(() => this.living.each(() => void traced++));
    return traced * tracedBytes;
  }

  private take(label: string | null): void {
    const { host } = this;
    const begin = host.elapsed();
    const atNs = host.now();
    host.collect();
    this.moments[this.moments.length] = this.aliveAt(atNs, label);
    if (this.moments.length >= mostMoments) this.thin();
    host.tell(this.record());
    this.nextAt = atNs + max(this.periodNs, (host.elapsed() - begin) / share);
  }

  private trace(object: object, site: number, { size, probability }: { size: number; probability: number }): void {
    const group = this.groupOf(this.host.stackOf(site), typeOf(object));
    group.objects += 1 / probability;
    group.bytes += size / probability;
    this.living.add(object, { group, bytes: size, probability });
  }

  private groupOf(stack: number, type: string): Group {
    const groups = this.byStack[stack] ??= [];
    for (let index = 0; index < groups.length; index++) if (groups[index]!.type === type) return groups[index]!;
    const group: Group = { index: this.groups.length, stack, type, objects: 0, bytes: 0 };
    this.groups[group.index] = group;
    groups[groups.length] = group;
    return group;
  }

  private aliveAt(atNs: number, label: string | null): TraceMoment {
    const sums: { objects: number; bytes: number; variance: number }[] = [];
    const { pointerBytes } = this.options;
    this.living.each(({ group: { index }, bytes: made, probability }, object) => {
      const sum = sums[index] ??= { objects: 0, bytes: 0, variance: 0 };
      const bytes = object === null ? made : bytesOf(object, made, pointerBytes);
      sum.objects += 1 / probability;
      sum.bytes += bytes / probability;
      sum.variance += (bytes * bytes * (1 - probability)) / (probability * probability);
    });
    const moment: TraceMoment = { atNs, label, group: [], objects: [], bytes: [], errorBytes: [] };
    for (let index = 0, alive = 0; index < sums.length; index++) {
      const sum = sums[index];
      if (sum === undefined) continue;
      moment.group[alive] = index;
      moment.objects[alive] = round(sum.objects);
      moment.bytes[alive] = round(sum.bytes);
      moment.errorBytes[alive++] = ceil(deviations * sqrt(sum.variance));
    }
    return moment;
  }

  /** Drops every other moment that nobody has named, and lets less come. */
  private thin(): void {
    const kept: TraceMoment[] = [];
    for (let index = 0; index < this.moments.length; index++) {
      const moment = this.moments[index]!;
      if (moment.label !== null || index % 2 === 0) kept[kept.length] = moment;
    }
    this.moments = kept;
    this.periodNs *= 2;
  }
}
