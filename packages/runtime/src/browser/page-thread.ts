/**
 * The measurement of a thread of a page, as linked code, and who asks for it by name, sees it. Until it begins no clock is read and no
 * thread is started. Nothing here fails: what cannot be had is told in the profile.
 */
import type { Profile } from "@perline/format";
import { now, setClock } from "../clock.js";
import type { Configuration, Control, FunctionPlace, MeasureOptions } from "../control.js";
import * as exact from "../exact.js";
import { forgetCounts } from "../forget.js";
import { locate } from "../function-place.js";
import { useClock } from "../linked-shared.js";
import { LinkedSources, withoutText } from "../linked-sources.js";
import { Clock, State } from "../memory.js";
import { exactMemory } from "../own-exact-memory.js";
import { memory } from "../own-memory.js";
import { processMemory } from "../process-memory.js";
import type { MeasurementOptions, Told } from "../sampler/plan.js";
import { Sources } from "../sampler/sources.js";
import { defaultCallTreeLimit as callTreeLimit } from "../vocabulary.js";
import { version } from "./built.js";
import { clockStepMs } from "./clock-step.js";
import { saveFile } from "./download.js";
import { clockWarning, idleWarning, type Method, methodOf, withoutSampler } from "./method.js";
import { OwnRecorder } from "./own-recorder.js";
import { adoptWorkers, membership } from "./page.js";
import type { RecordingPlan, Request } from "./plan.js";
import type { Recorder } from "./recorder.js";
import { SampledRecorder } from "./sampled-recorder.js";

const nsPerSecond = 1e9;
const ending = ".perline.json";

/** What a page can be told; times in seconds. */
type Settings = Configuration & { autostart: boolean; source: boolean };

export class PageThread implements Control {
  private readonly linked = new LinkedSources(processMemory);
  /** As the sampler knows them: in the same order. */
  private readonly sources = new Sources(processMemory);
  private readonly membership = membership();
  private settings: Settings = { autostart: true, source: true };
  private state: "waiting" | "running" | "stopped" = "waiting";
  private recorder: Recorder | null = null;
  /** Where profiles are sent, as an absolute URL; null for nowhere. */
  private server: string | null = null;

  constructor() {
    // Nobody is to pay for reading a clock that nobody looks at.
    setClock(() => 0);
  }

  /** Makes a source known; gives its base. */
  register(json: string): number {
    const base = this.linked.register(json);
    if (this.state === "waiting" && this.settings.autostart) this.start();
    return base;
  }

  warn(warning: string): void {
    this.linked.warn(warning);
  }

  /** Has profiles sent to that URL, of the page's own origin, by a measurement that has not begun. */
  sendTo(url: string): void {
    this.server = new URL(url, location.origin).href;
  }

  readonly configure = (configuration: Configuration): boolean => {
    if (this.state !== "waiting") return false;
    const said = Object.entries(configuration).filter(([, value]) => value !== undefined);
    this.settings = { ...this.settings, ...(Object.fromEntries(said) as Configuration) };
    return true;
  };

  readonly start = (options: MeasureOptions = {}): boolean => {
    if (this.state === "stopped" && this.ask("resume") !== null) this.state = "running";
    if (this.state === "waiting" && this.configure(options)) this.begin();
    return this.state === "running";
  };

  readonly stop = (): boolean => {
    if (this.state === "running" && this.ask("pause") !== null) this.state = "stopped";
    return this.state !== "running";
  };

  readonly reset = (): boolean => this.ask("reset") !== null;

  readonly running = (): boolean => this.state === "running";

  readonly snapshot = (file?: string): string | null => {
    const text = this.ask("profile");
    if (text === null) return null;
    const name = file ?? `${this.name()}${ending}`;
    return saveFile(name, text) ? name : null;
  };

  readonly profile = (): Profile | null => {
    const text = this.ask("profile");
    return text === null ? null : (JSON.parse(text) as Profile);
  };

  readonly mark = (label: string): boolean => this.ask("mark", label) !== null;

  readonly save = saveFile;

  readonly locate = (fn: object, profile: Profile): FunctionPlace | null => locate(fn, profile, this.linked.all);

  readonly report = (): never => {
    throw new Error("perline: a browser cannot print a report: save what was counted by `dump`, and give it to `perline report`");
  };

  private ask(request: Request, name?: string): string | null {
    return this.recorder?.ask(request, name) ?? null;
  }

  private begin(): void {
    setClock();
    forgetCounts();
    memory.clock[Clock.waited] = 0;
    memory.clock[Clock.begin] = now();
    Atomics.store(memory.state, State.begun, 1);
    const isolated = globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer !== "undefined";
    const { timesItself } = this.linked;
    const wanted = this.settings.clock ?? this.linked.clock;
    const { method, warnings } = methodOf({ wanted, isolated, timesItself });
    this.record(method, [...warnings, clockWarning(clockStepMs()), idleWarning]);
    adoptWorkers(this.membership.page);
    this.state = "running";
    this.linked.tellTo((told) => this.tell(told));
    if (typeof document !== "undefined") addEventListener("pagehide", () => this.sendRest());
  }

  /** Makes something known to who records, and to this thread's own tables. */
  private tell(told: Told): void {
    const { source = true } = this.settings;
    const shown = source ? told : withoutText(told);
    if (shown.kind === "source") this.sources.add(shown.source);
    else if (shown.kind === "warning") this.sources.warnings.push(shown.warning);
    this.recorder?.tell(shown);
  }

  /** Begins to record. */
  private record(method: Method, warnings: readonly string[]): void {
    const plan = this.plan(method, warnings);
    if (method !== "exact") useClock();
    if (method !== "sampled") {
      if (method === "exact") {
        this.linked.clockFor("exact");
        exact.limitTree(callTreeLimit);
        useClock(exact);
        exact.beginExact();
      }
      this.recorder = new OwnRecorder(plan, this.sources);
      return;
    }
    this.recorder = new SampledRecorder(plan, () => {
      const { method: other, warnings: more } = withoutSampler(this.linked.timesItself);
      this.record(other, [...more, ...warnings]);
    });
  }

  private plan(method: Method, warnings: readonly string[]): RecordingPlan {
    const { membership, server } = this;
    const { delay = 0, duration, interval } = this.settings;
    const options: MeasurementOptions = {
      clock: method, reading: null, weighs: false, splits: false,
      outFile: this.name(), root: "/", argv: [location.href], perline: version, callTreeLimit,
      rollingMs: interval === undefined ? null : interval * 1000, delayNs: delay * nsPerSecond,
      durationNs: duration === undefined ? null : duration * nsPerSecond,
    };
    const exactBuffer = method === "exact" ? exactMemory.buffer : null;
    const thread = { buffer: memory.buffer, exact: exactBuffer, usage: null, weights: null, id: 0, name: membership.worker ?? "", systemId: null };
    return { thread, options, membership, server, warnings };
  }

  /** What the profile is to be called: as told, or as the page's or the worker's own file. */
  private name(): string {
    const { output } = this.settings;
    if (output !== undefined) return output.endsWith(ending) ? output.slice(0, -ending.length) : output;
    const file = location.pathname.split("/").findLast((part) => part !== "") ?? "index";
    return file.replace(/\.\w+$/, "");
  }

  /** The page ends, or is put aside: what the server has not heard yet is sent, if it is short enough. */
  private sendRest(): void {
    const rest = this.server === null ? null : this.ask("rest");
    if (rest !== null) navigator.sendBeacon(this.server!, rest);
  }
}
