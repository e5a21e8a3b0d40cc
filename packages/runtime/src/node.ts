/**
 * The measurement of a Node process, as the preload starts it: "@perline/runtime/node".
 *
 * Order: the sampler ("@perline/runtime/sampler") and whatever else takes time (the instrumenter), then `start`, `ready`, `begin`
 * and user code.
 */
import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";
import { bind, bindIn, type Bindings } from "./bind.js";
import { isBound } from "./bound.js";
import { measureProbeNs } from "./calibration.js";
import { beginWaiting, endWaiting } from "./clock.js";
import type * as exactClock from "./exact.js";
import type * as linked from "./linked-node.js";
import { onExit } from "./exit.js";
import { restoreFunctionText } from "./function-text.js";
import { publish } from "./linked-place.js";
import { traced } from "./hand-over.js";
import { name } from "./naming.js";
import { Clock } from "./memory.js";
import { memory } from "./own-memory.js";
import { announce, OwnThread, wakeSampler } from "./own-thread.js";
import { keepTexts as texts } from "./printed-text.js";
import * as sampled from "./probes.js";
import { inheritedSettings, processMemory, Session, type ThreadSettings } from "./process-memory.js";
import type { Sampler } from "./sampler/client.js";
import type * as ownSplit from "./split/own-split.js";
import { standIn } from "./stand-in.js";
import type { WeakEntries } from "./traces/living.js";
import type * as ownSites from "./traces/own-sites.js";
import type { SiteTraces } from "./traces/site-traces.js";
import type * as readings from "./readings.js";
import type { Transitions } from "./transitions.js";
import type * as scales from "./scales.js";
import type * as usage from "./usage.js";
import * as unweighed from "./unweighed.js";

export { standIn };
export { requestFile } from "./sampler/plan.js";

/** The measurement of one thread. */
export interface ThreadMeasurement {
  /** Around each wait of the thread for the instrumenter: its program clock stops. Never nested. */
  waiting: {
    begin(): void;
    end(): void;
    /** One shared cell: nanoseconds that a loader thread has waited. The program idles meanwhile, and its idle time is cut by it. */
    loading: Float64Array;
    /** One shared cell: files that run as they are, since the instrumenter has not answered. */
    missed: Int32Array;
  };
  /** Prepares a context of `node:vm` for generated code and user code, before either runs there. Throws where it cannot be. */
  prepareRealm(this: void, context: object): void;
  /** What stands in a function's place, called as a handler says; nothing tells the two apart. */
  standIn: typeof standIn;
  /** User code of the thread starts now. */
  begin(): void;
}

/** The measurement of the process, and of its main thread. */
export interface Measurement extends ThreadMeasurement {
  /** Blocks until the sampler watches; gives false where it did not come up: then there will be no profile. */
  ready(): boolean;
}

const { stack, hits } = memory;

/** What is called around expressions that may be weighed. */
type Scales = Pick<typeof unweighed, "weigh" | "weighed">;

/** For the sampled clock; where no time is measured, generated code asks for some of them. */
function sampledBindings({ weigh, weighed }: Scales): Bindings {
  const { count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, pause } = sampled;
  // What only the exact clock's code calls has no meaning here.
  const none = undefined;
  return {
    stack, hits, count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, pause, texts, traced,
    weigh, weighed,
    move: none, leave: none,
  };
}

/** For a clock that reads at each transition. */
function readingBindings(transitions: Transitions, { weigh, weighed }: Scales): Bindings {
  const { fail, suspend, resume, handle, open, close, pause, line, move, leave } = transitions;
  const { count, enter, keep, aim, disposable } = sampled;
  return {
    stack, hits, count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, pause, texts, traced,
    weigh, weighed,
    move, leave,
  };
}

const waiting = {
  begin: () => beginWaiting(memory),
  end: () => {
    endWaiting(memory);
    // It has waited for a source: a snapshot of the first one is taken before its code has come far.
    wakeSampler();
  },
  loading: memory.clock.subarray(Clock.loading, Clock.loading + 1),
  missed: processMemory.session.subarray(Session.missed, Session.missed + 1),
};

/** A clock of this thread. */
interface OwnClock {
  /** Where it reads at each transition; null for the sampled one. */
  transitions: Transitions | null;
  begin(): void;
  end?(): void;
}

/** The clock that was chosen. Loaded where it is wanted: every program waits for what is loaded above, and pays for its memory. */
function clockOf({ clock, reading, callTreeLimit }: ThreadSettings): OwnClock {
  const load = createRequire(__filename);
  if (clock === "exact") {
    const exact = load("./exact.js") as typeof exactClock;
    exact.limitTree(callTreeLimit);
    return { transitions: exact, begin: exact.beginExact };
  }
  if (reading === null) return { transitions: null, begin: () => undefined };
  const { usageClock } = load("./usage.js") as typeof usage;
  const { gaugeOf } = load("./readings.js") as typeof readings;
  return usageClock(gaugeOf(reading));
}

/** A thread whose code finds what it calls. */
interface Prepared {
  thread: OwnThread;
  /** What it traces; null: nothing. */
  traces: SiteTraces | null;
  prepareRealm: ThreadMeasurement["prepareRealm"];
}

/** What has V8's profiler run beside; null where nobody asked. */
function splitOf({ splits }: ThreadSettings): ownSplit.OwnSplit | null {
  return splits ? (createRequire(__filename)("./split/own-split.js") as typeof ownSplit).ownSplit() : null;
}

/** Prepares this thread for generated code and user code. */
function prepare(settings: ThreadSettings, entriesOf: WeakEntries | null): Prepared {
  const clock = clockOf(settings);
  const { restoreFunctionText: restore, traced: choice } = settings;
  const { transitions } = clock;
  const own = settings.weighs ? (createRequire(__filename)("./scales.js") as typeof scales) : null;
  const weighing = own?.startWeighing();
  const traces = choice && (createRequire(__filename)("./traces/own-sites.js") as typeof ownSites).traceSites(choice, entriesOf);
  const bindings = transitions === null ? sampledBindings(own ?? unweighed) : readingBindings(transitions, own ?? unweighed);
  bind(bindings);
  publish(() => (createRequire(__filename)("./linked-node.js") as typeof linked).joinMeasurement(transitions, traces));
  if (restore) restoreFunctionText();
  return {
    thread: new OwnThread({
      begin() {
        clock.begin();
        weighing?.begin();
      },
      end() {
        weighing?.end();
        clock.end?.();
      },
    }),
    traces,
    prepareRealm(context) {
      bindIn(context, bindings);
      if (restore) restoreFunctionText(context);
    },
  };
}

/**
 * Starts the measurement of this process, whose sampler is on its way. Once, in the main thread, before user code. `entriesOf`: gives
 * what a weak map holds, for what is traced; null where nobody can.
 */
export function start(sampler: Sampler, entriesOf: WeakEntries | null = null): Measurement {
  const { thread, traces, prepareRealm } = prepare(sampler.settings, entriesOf);
  const split = splitOf(sampler.settings);
  onExit(() => {
    traces?.end();
    sampler.finish(thread, split?.end);
  });
  const ready = (): boolean => {
    processMemory.probeNs[0] = measureProbeNs(sampler.settings.clock) ?? 0;
    return sampler.ready();
  };
  const begin = (): void => {
    split?.begin();
    thread.begin();
  };
  return { waiting, prepareRealm, standIn, ready, begin };
}

/**
 * Measures this worker thread too, before its user code. Null where the process is not measured, in its main thread, and where
 * another copy of this package measures the thread. `named`: as the program calls it; null where it does not. `entriesOf`: as for
 * {@link start}.
 */
export function attach(named: string | null = null, entriesOf: WeakEntries | null = null): ThreadMeasurement | null {
  if (isMainThread || inheritedSettings === null || isBound()) return null;
  const { thread, traces, prepareRealm } = prepare(inheritedSettings, entriesOf);
  const split = splitOf(inheritedSettings);
  announce(inheritedSettings, named);
  onExit(() => {
    traces?.end();
    if (thread.end()) split?.end();
  });
  const begin = (): void => {
    split?.begin();
    thread.begin();
  };
  return { waiting, prepareRealm, standIn, begin };
}

/** Binds the names of generated code in a thread of the process that is not measured: nobody looks at what is counted there. */
export function bindUnobserved(): void {
  if (inheritedSettings !== null) prepare({ ...inheritedSettings, weighs: false, traced: null }, null);
}

/** Has the profile say that this worker thread is not measured. */
export function countUnmeasured(): void {
  Atomics.add(processMemory.session, Session.unmeasured, 1);
}
