/**
 * The measurement of a Node process, as the preload starts it: "@perline/runtime/node".
 *
 * Order: `start` at once, then whatever else takes time (the instrumenter), then `ready`, then `begin` and user code.
 */
import type { MessagePort } from "node:worker_threads";
import { bind, type Bindings } from "./bind.js";
import { beginWaiting, endWaiting } from "./clock.js";
import { onExit } from "./exit.js";
import { restoreFunctionText } from "./function-text.js";
import { name } from "./naming.js";
import { memory } from "./own-memory.js";
import * as exact from "./exact.js";
import { limitTree } from "./exact-tree.js";
import * as sampled from "./probes.js";
import { SamplerClient } from "./sampler/client.js";
import type { MeasurementOptions } from "./sampler/plan.js";

/** What a run wants. */
export interface StartOptions extends MeasurementOptions {
  /** Take inserted text out of the text of functions. */
  restoreFunctionText: boolean;
}

/** A measurement that has been started. */
export interface Measurement {
  /** For the instrumenter: it posts `{ base, record }` here for each source, before the source's code can run. */
  sources: MessagePort;
  /** Around each wait of the program for its instrumenter: the program clock stops. Never nested. */
  waiting: { begin(): void; end(): void };
  /** Blocks until the sampler watches; gives false where it did not come up, and then only counts are kept in vain. */
  ready(): boolean;
  /** User code starts now. */
  begin(): void;
}

const { stack, hits } = memory;

function sampledBindings(): Bindings {
  const { keep, fail, suspend, resume, handle, open, close, pause } = sampled;
  // What only the exact clock's code calls has no meaning here.
  const none = undefined;
  return {
    stack, hits, keep, fail, suspend, resume, handle, open, close, name, pause, enter: none, line: none, move: none, leave: none,
  };
}

function exactBindings(): Bindings {
  const { fail, suspend, resume, handle, open, close, pause, enter, line, move, leave } = exact;
  return { stack, hits, keep: sampled.keep, fail, suspend, resume, handle, open, close, name, pause, enter, line, move, leave };
}

/** Starts the measurement of this process. Once, in the main thread, before user code. */
export function start(options: StartOptions): Measurement {
  const { restoreFunctionText: restore, ...plan } = options;
  const sampler = new SamplerClient(plan);
  limitTree(plan.callTreeLimit);
  bind(plan.clock === "exact" ? exactBindings() : sampledBindings());
  if (restore) restoreFunctionText();
  onExit(() => sampler.finish());
  return {
    sources: sampler.sources,
    waiting: { begin: () => beginWaiting(memory), end: () => endWaiting(memory) },
    ready: () => sampler.ready(),
    begin: () => {
      sampler.begin();
      exact.beginExact();
    },
  };
}
