/**
 * Starts the measurement of this process: the sampler and the instrumenter, side by side, then the hooks. Before user code.
 *
 * Threads take longest to come up, so they start first, and what does not concern them is loaded beside.
 */
import process from "node:process";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { isBound, nextProbeId, startSampler } from "@perline/runtime/sampler";
import type * as instrumenting from "@perline/transform/instrumenter";
import type * as measureParts from "./measure-parts.js";
import type { Code, Handover } from "./run/handover.js";
import { clockOf, hostOptions, type Place } from "./run/host-options.js";
import type { Settings } from "./settings/index.js";
import { parseTracing } from "./settings/tracing.js";
import { setFlags } from "./v8-flags.js";
import { version } from "./version.js";

/** What a process needs to know to measure itself. */
export interface Measure extends Place {
  settings: Settings;
  /** Absolute path of its profile. */
  outFile: string;
  /** The run it is a process of; null where there are no others. */
  run: Handover | null;
  /** Absolute: what its threads load first. */
  preload: string;
  /** The program where it has no file. */
  code: Code | null;
  /** Absolute: where its entry is handed over; null where it is not. */
  entry: string | null;
  /** Flags that were added for Node. */
  flags: string[];
}

const nsPerSecond = 1e9;

/** Starts the measurement; nothing, where another copy of perline measures. When it returns, the program may run. */
export function measure({ settings, reading, root, cache, outFile, run, preload, code, entry, flags, traces }: Measure): void {
  if (isBound()) return;
  const { clock, interval, delay, duration } = settings;
  const { port1: sources, port2 } = new MessageChannel();
  const options = hostOptions(settings, { reading, root, cache, traces });
  // The instrumenter takes longer than the sampler, where it will be needed; where it may not be, the sampler does not wait for it.
  const started = entry === null ? instrumenterOf(options, port2) : null;
  started?.start();
  const sampler = startSampler({
    clock: clockOf(clock, reading), reading, outFile, root,
    weighs: options.weighed,
    splits: settings.split,
    argv: [...process.argv],
    perline: version,
    rollingMs: interval === null ? null : interval * 1000,
    delayNs: delay * nsPerSecond,
    durationNs: duration === null ? null : duration * nsPerSecond,
    restoreFunctionText: true,
    traced: settings.leaks === null ? null : parseTracing(settings.leaks),
  }, sources);
  const instrumenter = started ?? instrumenterOf(options, port2);

  const parts = module.require("./measure-parts.js") as typeof measureParts;
  const measurement = parts.start(sampler, settings.leaks === null ? null : parts.weakEntries());
  parts.handDown({ options, run, preload, flags, traces });
  parts.watchOffspring({ run, preload, beforeThread: () => void instrumenter.ready() }, measurement.waiting);
  const prepared = entry === null ? null : parts.receiveEntry(entry);
  if (prepared !== null) instrumenter.take(prepared);
  if (traces) parts.restoreTraces(instrumenter, measurement);
  parts.installHooks(instrumenter, measurement, code === null ? parts.givenScript() : null);
  parts.enableGlobal();
  measurement.ready();
  if (entry === null) instrumenter.ready();
  // Last: Node's own code is no longer taken from its cache once flags have changed, and threads start from it.
  setFlags(parts.optimiserFlags(process.execArgv));
  if (code !== null) {
    const instrumented = instrumenter.client.instrumentText({ filename: parts.fileOf(code), text: code.text, goal: "script" });
    if (instrumented !== null) parts.remember(code.name, instrumented);
    parts.provideStarter(code, instrumented);
  }
  finishTicks(parts.withoutWarnings);
  measurement.begin();
}

/** Loaded where it is wanted. */
function instrumenterOf(options: instrumenting.HostOptions, sources: MessagePort): instrumenting.Instrumenter {
  const { Instrumenter } = module.require("@perline/transform/instrumenter") as typeof instrumenting;
  return new Instrumenter(options, sources, nextProbeId);
}

/** Runs what our threads have put off: the program's first traces would show Node at it. */
function finishTicks(withoutWarnings: typeof measureParts.withoutWarnings): void {
  const run: unknown = Reflect.get(process, "_tickCallback");
  if (typeof run === "function") withoutWarnings(() => void Reflect.apply(run, process, []));
}
