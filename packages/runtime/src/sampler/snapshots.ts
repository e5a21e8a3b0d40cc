/**
 * The rolling snapshot: the profile as it stands, written often enough that after any death it is nearly whole.
 *
 * So often that the file is never older than 250 ms, where that costs at most 2 % of a core, else as often as 2 % allows; at
 * once with the first source, since a program may die young, and when the program turns idle, since then the core is free and
 * the figures stand still.
 */
import { cpus } from "node:os";
import type { Profile, ThreadRecord } from "@perline/format";
import { now } from "../clock.js";
import { pointerBytes } from "../pointer.js";
import { profileVersion } from "../vocabulary.js";
import { replaceFile } from "./profile-file.js";
import type { MeasurementOptions } from "./plan.js";
import type { Sources } from "./sources.js";

/** From begin to begin. The file ages until the next one stands in its place, and until the dying process is gone. */
const periodNs = 150e6;
/** The same while there is much to do before one can be taken, which is being done: in time all the same. */
const behindPeriodNs = 200e6;
const idlePeriodNs = 20e6;
const share = 0.02;
const idleShare = 0.1;
/** The least of the last so many costs is what one costs: others ran cold, or had to do what was left over from sampling. */
const costsKept = 4;

/** Call-tree nodes of each thread in a rolling snapshot: as many as can be written that often. */
export const rollingNodes = 4_000;

/** The size of a pointer, where it is not the usual one. */
const pointers: Pick<Profile, "pointerBytes"> = pointerBytes === 4 ? { pointerBytes: 4 } : {};

/** What changes from one snapshot to the next. */
export interface Moment {
  /** Process time at which its figures stand: the snapshot begins there. */
  time: number;
  /** Nanoseconds of a core that it has cost up to the call. */
  costNs: () => number;
  complete: boolean;
  threads: ThreadRecord[];
  warnings: string[];
  probeNs: number | null;
  /** Time the sampler has spent spinning. */
  spunNs: number;
}

export class Snapshots {
  /** Snapshots that could not be written; told in the next that can. */
  failures = 0;
  /** Whether a snapshot with a source was taken. */
  sourceTold = false;
  /** When the last one began. */
  private lastAt: number;
  private readonly costsNs: number[] = [];
  /** What one costs, as far as known. */
  private costNs = 0;
  private idleTold = false;
  private readonly startedAt: string;
  private readonly platform = `${process.version} ${process.platform} ${process.arch}`;
  private readonly processors = cpus().length;

  constructor(
    private readonly options: MeasurementOptions,
    private readonly sources: Sources,
    private readonly ppid: number,
  ) {
    this.lastAt = now();
    this.startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  }

  /** Whether it is time for the next one. `idle`: nothing runs; `behind`: much would have to be done first. */
  due(time: number, { idle, behind }: { idle: boolean; behind: boolean }): boolean {
    if (this.firstSourceCame()) return true;
    const age = time - this.lastAt;
    if (this.options.rollingMs !== null) return age >= this.options.rollingMs * 1e6;
    if (!idle) this.idleTold = false;
    if (idle && !this.idleTold && age >= Math.max(idlePeriodNs, this.costNs / idleShare)) {
      this.idleTold = true;
      return true;
    }
    return age >= Math.max(behind ? behindPeriodNs : periodNs, this.costNs / share);
  }

  /** Writes one into another file; gives whether it could be written. */
  writeTo(file: string, moment: Moment): boolean {
    try {
      replaceFile(file, this.pieces(moment));
      return true;
    } catch {
      return false;
    }
  }

  /** Writes the rolling one; gives whether it could be written. */
  write(moment: Moment): boolean {
    const written = this.writeTo(this.options.outFile, moment);
    if (!written) this.failures += 1;
    this.lastAt = moment.time;
    this.costsNs.push(moment.costNs());
    if (this.costsNs.length > costsKept) this.costsNs.shift();
    this.costNs = Math.min(...this.costsNs);
    this.sourceTold ||= this.firstSourceCame();
    return written;
  }

  /** Whether there are sources and none is in a snapshot yet. */
  private firstSourceCame(): boolean {
    return !this.sourceTold && this.sources.all.length > 0;
  }

  /** The profile as JSON, in pieces: sources never change, so each is text already. */
  private *pieces({ time, complete, threads, warnings, probeNs, spunNs }: Moment): Generator<string> {
    const { options, ppid } = this;
    const head: Omit<Profile, "sources" | "processes" | "warnings"> = {
      format: "perline-profile",
      version: profileVersion,
      perline: options.perline,
      complete,
      ageNs: null,
      snapshotAt: new Date(Date.now() - (now() - time) / 1e6).toISOString(),
      argv: options.argv,
      root: options.root,
      startedAt: this.startedAt,
      platform: this.platform,
      cpus: this.processors,
      ...pointers,
      clock: options.clock,
      ...(options.reading === null ? {} : { reading: options.reading }),
      probeNs,
    };
    yield `${JSON.stringify(head).slice(0, -1)},"sources":[`;
    for (const [index, source] of this.sources.all.entries()) yield index === 0 ? source.json : `,${source.json}`;
    const processes: Profile["processes"] = [{ pid: process.pid, ppid, argv: options.argv, threads, spunNs }];
    yield `],"processes":${JSON.stringify(processes)},"warnings":${JSON.stringify(warnings)}}\n`;
  }
}
