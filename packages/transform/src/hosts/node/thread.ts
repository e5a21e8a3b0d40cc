/**
 * The instrumenter thread: far from the program's patched built-ins, and with a heap of its own.
 *
 * Requests are answered one at a time, in order of arrival, so that bases never overlap.
 */
import { createRequire } from "node:module";
import { BroadcastChannel, parentPort, workerData } from "node:worker_threads";
import { Instrumentation } from "./instrumentation.js";
import { broadcast, callChannel } from "./line.js";
import { ProbeIds } from "./probe-ids.js";
import type { Call, InstrumenterPlan, PortLine, Request } from "./protocol.js";

const { options, sources, ids, up, entry, typeScript } = workerData as InstrumenterPlan;
const instrumentation = new Instrumentation(options, (message) => sources.postMessage(message), new ProbeIds(ids));
if (entry !== null) instrumentation.continueFrom(entry);

let turn = Promise.resolve();

/** Answers in its turn, and wakes who asked. */
function answer(request: Request, answered: Int32Array, post: (answer: unknown) => void): void {
  turn = turn.then(async () => {
    post(await instrumentation.answer(request));
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
}

function serve({ port, answered }: PortLine): void {
  port.on("message", (request: Request) => answer(request, answered, (message) => port.postMessage(message)));
}

parentPort?.on("message", serve);
new BroadcastChannel(callChannel).onmessage = (event: unknown) => {
  const { request, answered, reply } = (event as { data: Call }).data;
  answer(request, answered, (message) => broadcast(reply, message));
};
Atomics.store(up, 0, 1);
Atomics.notify(up, 0);
// While the program's thread does what it has left to do; what is in the cache does not need it.
if (typeScript && options.cache === undefined) createRequire(__filename)("./typescript/strip.js");
