/**
 * The linked sources of a thread: gives each its ids, and makes it known to whoever measures.
 *
 * Nothing here fails: what cannot be measured gets ids at the end of the tables, which nobody reads, and runs as it is.
 */
import type { ClockChoice, DerivedProbe, LinkedSource } from "@perline/format";
import { probeLimit } from "./memory.js";
import type { Told } from "./sampler/plan.js";
import { abiVersion } from "./vocabulary.js";

// Taken before user code can replace them.
const { add } = Atomics;
const { parse } = JSON;

/** Ids of one source that are kept for those that are not measured: all of them have the same. */
const unread = 1 << 17;

/** The tables of the process that ids are taken from. */
export interface IdTables {
  /** One cell: the next free probe id. */
  readonly ids: Int32Array;
  /** By probe id: its line; -1 for none. */
  readonly lineOf: Int32Array;
}

export class LinkedSources {
  /** By what a source tells of itself: the same code is often loaded again, by test runners in each of their contexts. */
  private readonly bases = new Map<string, number>();
  /** What nobody has been told yet. */
  private waiting: Told[] = [];
  private tell: ((told: Told) => void) | null = null;
  private hasUnread = false;
  /** Whether the clock is known, and is the exact one. */
  private isExact = false;
  private hasPlain = false;
  private firstClock: ClockChoice | null = null;

  constructor(private readonly tables: IdTables) {}

  /** Makes a source known, a {@link LinkedSource} as JSON text. Gives the id of its first probe; the same for the same text. */
  register(json: string): number {
    const known = this.bases.get(json);
    if (known !== undefined) return known;
    const base = this.add(json);
    this.bases.set(json, base);
    return base;
  }

  /** The clock that a source asked for first; null where none did. */
  get clock(): ClockChoice | null {
    return this.firstClock;
  }

  /** Whether all of the code calls at each line, so that it can time itself. */
  get timesItself(): boolean {
    return !this.hasPlain;
  }

  /** The first id of each source. */
  get all(): number[] {
    return [...this.bases.values()];
  }

  /** The clock to measure by, where that one is wanted: code built for the sampled clock does not tell what the other needs. */
  clockFor(wanted: ClockChoice): ClockChoice {
    const clock = wanted === "exact" && this.hasPlain ? "sampled" : wanted;
    if (clock !== wanted) this.warn("the clock is the sampled one, which the program was built for, and not the exact one");
    this.isExact = clock === "exact";
    return clock;
  }

  /** Has the profile say something. */
  warn(warning: string): void {
    this.pass({ kind: "warning", warning });
  }

  /** Tells all there is to tell, and from now on at once. */
  tellTo(tell: (told: Told) => void): void {
    this.tell = tell;
    const waiting = this.waiting;
    this.waiting = [];
    for (let index = 0; index < waiting.length; index++) tell(waiting[index]!);
  }

  private add(json: string): number {
    const source = read(json);
    if (source === null) return this.leaveOut("code was instrumented in a way that this version of @perline/runtime does not understand");
    const { abi, clock, derived, sources, warnings } = source;
    if (abi !== abiVersion) {
      const told = `ABI number ${abi}, and @perline/runtime has ${abiVersion}; install the same version of all packages`;
      return this.leaveOut(`${sources[0]?.path ?? "a file"} is not measured: it was instrumented under ${told}`);
    }
    let count = 0;
    for (let index = 0; index < sources.length; index++) count += sources[index]!.probes.length;
    if (clock === "sampled" && this.isExact) {
      return this.leaveOut(`${sources[0]?.path ?? "a file"} is not measured: it was built for the sampled clock, and this is the exact one`);
    }
    const first = add(this.tables.ids, 0, count);
    if (first + count > probeLimit - unread) return this.leaveOut(`${sources[0]?.path ?? "a file"} is not measured: there are too many lines`);
    if (clock !== "auto") this.firstClock ??= clock;
    this.hasPlain ||= clock === "sampled";
    const told = { derived: derived.map((each) => shifted(each, first)), warnings };
    let base = first;
    for (let index = 0; index < sources.length; index++) {
      const record = sources[index]!;
      this.pass({ kind: "source", source: { base, record, ...(index === 0 ? told : {}) } });
      base += record.probes.length;
    }
    return first;
  }

  private pass(told: Told): void {
    if (this.tell === null) this.waiting[this.waiting.length] = told;
    else this.tell(told);
  }

  /** The base of code that is not measured. */
  private leaveOut(warning: string): number {
    this.warn(warning);
    const base = probeLimit - unread;
    // Nobody shall ask whose they are.
    if (!this.hasUnread) this.tables.lineOf.fill(-1, base);
    this.hasUnread = true;
    return base;
  }
}

/** What a source tells of itself, as far as it can be understood; null where it cannot. */
function read(json: string): LinkedSource | null {
  try {
    const source = parse(json) as Partial<LinkedSource> | null;
    if (source === null || typeof source.abi !== "number" || !Array.isArray(source.sources)) return null;
    const { abi, clock = "sampled", sources, derived = [], warnings = [] } = source;
    return { abi, clock, sources, derived, warnings };
  } catch {
    return null;
  }
}

/** A derived probe, with ids that start at `base`. */
function shifted({ probe, plus, minus }: DerivedProbe, base: number): DerivedProbe {
  const shift = (id: number): number => id + base;
  return { probe: shift(probe), plus: plus.map(shift), minus: minus.map(shift) };
}

/** What is told, without what the person wrote. */
export function withoutText(told: Told): Told {
  if (told.kind !== "source") return told;
  return { kind: "source", source: { ...told.source, record: { ...told.source.record, text: null } } };
}
