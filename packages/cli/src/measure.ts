/**
 * Starts the measurement of this process: the instrumenter and the sampler, side by side, then the hooks. Before user code.
 */
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { MessageChannel } from "node:worker_threads";
import { abi } from "@perline/format";
import { type HostOptions, startInstrumenter } from "@perline/transform/instrumenter";
import { fileOf, provideStarter } from "./run/code.js";
import { optimiserFlag } from "./run/flags.js";
import type { Code, Handover } from "./run/handover.js";
import type { Settings } from "./settings/index.js";
import type * as measureParts from "./measure-parts.js";

/** What a process needs to know to measure itself. */
export interface Measure {
  settings: Settings;
  /** Absolute: what source paths are relative to. */
  root: string;
  /** Absolute path of its profile. */
  outFile: string;
  /** The run it is a process of; null where there are no others. */
  run: Handover | null;
  /** Absolute: what its threads load first. */
  preload: string;
  /** The program where it has no file. */
  code: Code | null;
  /** Flags that were added for Node. */
  flags: string[];
  /** Whether Node was given the flag by which stack traces can be restored. */
  traces: boolean;
}

const nsPerSecond = 1e9;

/** Starts the measurement; nothing, where another copy of perline measures. When it returns, the program may run. */
export function measure({ settings, root, outFile, run, preload, code, flags, traces }: Measure): void {
  // Another copy's names are bound: asked here, since most of this one is not loaded yet.
  if (runInThisContext(`typeof ${abi.stack}`) !== "undefined") return;
  const { clock, select, include, exclude, source, interval, delay, duration } = settings;
  // The instrumenter's thread takes longest to come up: it starts first, and all else is loaded beside.
  const { port1: sources, port2 } = new MessageChannel();
  const options: HostOptions = { root, select, include, exclude, clock, keepText: source, excerpts: traces };
  const instrumenter = startInstrumenter(options, port2);
  const parts = load();
  const { start, enableGlobal, installHooks, handDown, watchOffspring, callTreeLimit, version } = parts;
  const measurement = start({
    clock, outFile, root, callTreeLimit,
    argv: [...process.argv],
    perline: version,
    rollingMs: interval === null ? null : interval * 1000,
    delayNs: delay * nsPerSecond,
    durationNs: duration === null ? null : duration * nsPerSecond,
    restoreFunctionText: true,
  }, sources);
  handDown({ options, run, preload, flags, traces });
  watchOffspring({ run, preload }, measurement.waiting);
  installHooks(instrumenter, measurement, code === null ? (process.argv[1] ?? null) : null);
  if (traces && parts.restoreTraces(parts.codeOf(instrumenter, measurement))) instrumenter.client.remember = parts.remember;
  enableGlobal();
  measurement.ready();
  instrumenter.ready();
  // Last: Node's own code is no longer taken from its cache once flags have changed, and threads start from it.
  setFlagsFromString(optimiserFlag(process.execArgv));
  if (code !== null) {
    const answer = instrumenter.client.instrument({ filename: fileOf(code), text: code.text, goal: "commonjs", only: "commonjs" });
    if (answer.code !== null) parts.remember(code.name, answer.code);
    provideStarter(code, answer.code);
  }
  finishTicks(parts.withoutWarnings);
  measurement.begin();
}

/** Everything that the instrumenter's start does not need. */
function load(): typeof measureParts {
  return createRequire(__filename)("./measure-parts.js") as typeof measureParts;
}

/** Runs what our threads have put off: the program's first traces would show Node at it. */
function finishTicks(withoutWarnings: typeof measureParts.withoutWarnings): void {
  const run: unknown = Reflect.get(process, "_tickCallback");
  if (typeof run === "function") withoutWarnings(() => void Reflect.apply(run, process, []));
}
