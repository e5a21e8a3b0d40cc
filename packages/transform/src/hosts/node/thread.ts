/**
 * The instrumenter thread: far from the program's patched built-ins, and with a heap of its own.
 *
 * Requests are answered one at a time, in order of arrival, so that bases never overlap.
 */
import { workerData, parentPort } from "node:worker_threads";
import { Instrumentation } from "./instrumentation.js";
import type { InstrumenterPlan, Line, ResolveRequest, SourceRequest } from "./protocol.js";

const { options, sources, up, typeScript } = workerData as InstrumenterPlan;
const instrumentation = new Instrumentation(options, (message) => sources.postMessage(message));

let turn = Promise.resolve();

function serve({ port, answered }: Line): void {
  port.on("message", (request: SourceRequest | ResolveRequest) => {
    turn = turn.then(async () => {
      port.postMessage(await instrumentation.answer(request));
      Atomics.add(answered, 0, 1);
      Atomics.notify(answered, 0);
    });
  });
}

parentPort?.on("message", serve);
Atomics.store(up, 0, 1);
Atomics.notify(up, 0);
// While the program's thread does what it has left to do.
if (typeScript) void import("./typescript/strip.js");
