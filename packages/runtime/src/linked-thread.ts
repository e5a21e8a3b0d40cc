/**
 * The measurement of a thread as linked code, and who asks for it by name, sees it: what has begun, what was stopped.
 *
 * Until it begins no clock is read and no thread is started; what was counted by then is forgotten. Nothing here fails where the
 * program has not asked for something: what cannot be had is told in the profile, or where there is none, on stderr.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { threadId } from "node:worker_threads";
import type { Profile } from "@perline/format";
import { beginWaiting, endWaiting, setClock } from "./clock.js";
import type { Configuration, Control, FunctionPlace, MeasureOptions } from "./control.js";
import { locate } from "./function-place.js";
import { attachThread, beginMeasurement } from "./linked-measurement.js";
import { LinkedSources, withoutText } from "./linked-sources.js";
import { settingsOf, withConfiguration } from "./linked-settings.js";
import { memory } from "./own-memory.js";
import { tellSampler } from "./own-thread.js";
import { waitForChange } from "./patience.js";
import { inheritedSettings, processMemory, Session, type ThreadSettings } from "./process-memory.js";
import { defaultFile } from "./program.js";
import { reportOf } from "./report.js";
import type { Order } from "./sampler/plan.js";

/** How long the sampler may take to do what it is asked, in steps after each of which it is looked whether it still lives. */
const stepMs = 100;
const steps = 200;

// Taken before user code can replace them.
const { load } = Atomics;

export class LinkedThread implements Control {
  private readonly sources = new LinkedSources(processMemory);
  private settings;
  private state: "waiting" | "running" | "stopped" | "impossible" = "waiting";
  /** Where the profile goes; null where that is another's to say. */
  private file: string | null = null;

  /** `measuredBy`: the clock, where the thread's measurement has begun already. */
  constructor(measuredBy: ThreadSettings["clock"] | null) {
    const { settings, faults } = settingsOf(process.env);
    this.settings = settings;
    for (const fault of faults) this.warn(fault);
    const clock = measuredBy ?? inheritedSettings?.clock ?? null;
    if (measuredBy === null && inheritedSettings !== null) attachThread(inheritedSettings);
    if (clock !== null) {
      // What reads memory reads it where the exact clock reads the time.
      this.sources.clockFor(clock === "memory" ? "exact" : clock);
      this.run();
    } else if (process.env["PERLINE"] === "0") this.state = "impossible";
    // Nobody is to pay for reading a clock that nobody looks at.
    if (this.state !== "running") setClock(() => 0);
  }

  /** Makes a source known; gives its base. */
  register(json: string): number {
    const base = this.sources.register(json);
    if (this.state === "waiting" && this.settings.autostart) this.start();
    return base;
  }

  warn(warning: string): void {
    this.sources.warn(warning);
  }

  readonly configure = (configuration: Configuration): boolean => {
    if (this.state !== "waiting") return false;
    this.settings = withConfiguration(this.settings, configuration);
    return true;
  };

  readonly start = (options: MeasureOptions = {}): boolean => {
    if (this.state === "stopped" && this.order("resume")) this.state = "running";
    if (this.state === "waiting") this.begin(options);
    return this.state === "running";
  };

  readonly stop = (): boolean => {
    if (this.state === "running" && this.order("pause")) this.state = "stopped";
    return this.state !== "running";
  };

  readonly reset = (): boolean => this.hasBegun() && this.order("reset");

  readonly snapshot = (file?: string): string | null => {
    if (!this.hasBegun()) return null;
    const place = resolve(file ?? this.file ?? defaultFile());
    if (!this.order("write", place)) throw new Error(`perline: the profile cannot be written to ${place}`);
    return place;
  };

  readonly profile = (): Profile | null => {
    if (!this.hasBegun()) return null;
    const file = join(tmpdir(), `perline-${process.pid}-${threadId}.now.json`);
    try {
      return this.order("write", file) ? (JSON.parse(readFileSync(file, "utf8")) as Profile) : null;
    } finally {
      rmSync(file, { force: true });
    }
  };

  readonly mark = (label: string): boolean => this.hasBegun() && this.order("mark", label);

  readonly save = (file: string, text: string): true => {
    writeFileSync(file, text);
    return true;
  };

  readonly locate = (fn: object, profile: Profile): FunctionPlace | null => locate(fn, profile, this.sources.all);

  readonly report = reportOf;

  private hasBegun(): boolean {
    return this.state === "running" || this.state === "stopped";
  }

  private begin(options: MeasureOptions): void {
    const settings = this.settings = withConfiguration(this.settings, options);
    setClock();
    const clock = this.sources.clockFor(settings.clock ?? this.sources.clock ?? "sampled");
    this.file = beginMeasurement({ ...settings, clock });
    if (this.file === null) {
      this.state = "impossible";
      setClock(() => 0);
    } else this.run();
  }

  /** The sampler hears of what there is from now on. */
  private run(): void {
    this.state = "running";
    this.sources.tellTo((told) => void tellSampler(this.settings.source ? told : withoutText(told)));
  }

  /** Has the sampler do something, while the thread's clock stands. Gives whether it was done. */
  private order(what: Order["what"], name = ""): boolean {
    const answered = new Int32Array(new SharedArrayBuffer(4));
    beginWaiting(memory);
    try {
      if (!tellSampler({ kind: "order", order: { what, name, answered } })) return false;
      for (let step = 0; step < steps && load(processMemory.session, Session.finished) === 0; step++) {
        if (waitForChange(answered, 0, { from: 0, patienceMs: stepMs })) break;
      }
      return load(answered, 0) === 1;
    } finally {
      endWaiting(memory);
    }
  }
}
