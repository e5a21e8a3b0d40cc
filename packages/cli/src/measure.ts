/**
 * Starts the measurement of this process: the sampler and the instrumenter, side by side, then the hooks. Before user code.
 */
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { defaultCallTreeLimit } from "@perline/format";
import { enableGlobal } from "@perline/runtime";
import { isMeasured, start } from "@perline/runtime/node";
import type * as host from "@perline/transform/node";
import { hearLastWords } from "./last-words.js";
import { fileOf, provideStarter } from "./run/code.js";
import { optimiserFlag } from "./run/flags.js";
import type { Code } from "./run/handover.js";
import type { Settings } from "./settings/index.js";
import { remember, restoreTraces } from "./traces.js";
import { version } from "./version.js";
import { handDown } from "./worker.js";

/** What a process needs to know to measure itself. */
export interface Measure {
  settings: Settings;
  /** Absolute: what source paths are relative to. */
  root: string;
  /** Absolute path of its profile. */
  outFile: string;
  /** Absolute: where the processes of the run keep theirs; null where there are no others. */
  folder: string | null;
  /** The program where it has no file. */
  code: Code | null;
  /** Flags that were added for Node. */
  flags: string[];
  /** Whether Node was given the flag by which stack traces can be restored. */
  traces: boolean;
}

const nsPerSecond = 1e9;

/** Starts the measurement; nothing, where another copy of perline measures. When it returns, the program may run. */
export function measure({ settings, root, outFile, folder, code, flags, traces }: Measure): void {
  if (isMeasured()) return;
  const { clock, select, include, exclude, source, interval, delay, duration } = settings;
  const measurement = start({
    clock, outFile, root,
    argv: [...process.argv],
    perline: version,
    rollingMs: interval === null ? null : interval * 1000,
    delayNs: delay * nsPerSecond,
    durationNs: duration === null ? null : duration * nsPerSecond,
    callTreeLimit: defaultCallTreeLimit,
    restoreFunctionText: true,
  });
  // Loaded while the sampler comes up.
  const { installHooks, startInstrumenter } = createRequire(__filename)("@perline/transform/node") as typeof host;
  const options = { root, select, include, exclude, clock, keepText: source };
  const instrumenter = startInstrumenter(options, measurement.sources);
  handDown({ options, folder, flags, traces });
  if (folder !== null) hearLastWords(folder, measurement.waiting);
  installHooks(instrumenter, measurement, code === null ? (process.argv[1] ?? null) : null);
  const remembered = traces && restoreTraces() ? remember : null;
  if (remembered !== null) instrumenter.client.finish = remembered;
  enableGlobal();
  measurement.ready();
  instrumenter.ready();
  // Last: Node's own code is no longer taken from its cache once flags have changed, and threads start from it.
  setFlagsFromString(optimiserFlag(process.execArgv));
  if (code !== null) {
    const answer = instrumenter.client.instrument({ filename: fileOf(code), text: code.text, goal: "commonjs", only: "commonjs" });
    provideStarter(code, answer.code === null ? null : (remembered?.(code.name, answer.code) ?? answer.code));
  }
  finishTicks();
  measurement.begin();
}

/** Runs what our threads have put off: the program's first traces would show Node at it. */
function finishTicks(): void {
  const run: unknown = Reflect.get(process, "_tickCallback");
  if (typeof run === "function") Reflect.apply(run, process, []);
}
