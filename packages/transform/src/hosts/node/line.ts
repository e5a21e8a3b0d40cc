/**
 * The two kinds of line on which a thread asks the instrumenter.
 *
 * A port can be handed to a thread only by the one that starts it: so the main thread and its loader thread have ports. Workers
 * are the program's; they ask on a broadcast channel that the instrumenter listens on, and name the one they listen on.
 */
import process from "node:process";
import threads, { type BroadcastChannel, type MessagePort } from "node:worker_threads";
import { method } from "../../primitives.js";
import type { Call, PortLine, Request } from "./protocol.js";

// Taken before user code can replace them.
const { BroadcastChannel: Channel, MessagePort: Port, threadId } = threads;
const { Int32Array: Cells, SharedArrayBuffer: Shared } = globalThis;
const postByPort = method(Port.prototype, "postMessage");
const postByChannel = method(Channel.prototype, "postMessage");
const close = method(Channel.prototype, "close");
const unref = method(Channel.prototype, "unref");

/** Node takes a broadcast channel here as well, which its types do not say. */
const receive = threads.receiveMessageOnPort as (port: MessagePort | BroadcastChannel) => { message: unknown } | undefined;

/** The channel on which the instrumenter listens. */
export const callChannel = "__perline_f3k9_calls";

/** What a thread does with a line: posts a request, sleeps on the cell, and takes the answer. */
export interface Line {
  /** One cell, raised with each answer. */
  readonly answered: Int32Array;
  post(request: Request): void;
  /** The answer; undefined where there is none. */
  take(): unknown;
}

/** A line over a port. */
export function lineOver({ port, answered }: PortLine): Line {
  return { answered, post: (request) => postByPort(port, request), take: () => receive(port)?.message };
}

/** Says a word on a broadcast channel. Open no longer than that, it gathers no messages of others. */
export function broadcast(channel: string, message: unknown): void {
  const sender = new Channel(channel);
  postByChannel(sender, message);
  close(sender);
}

/** A line that needs nobody's help, for the one thread that opens it. `purpose`: another for each line of the thread. */
export function openLine(purpose: "program" | "modules"): Line {
  const reply = `${callChannel}_${process.pid}_${threadId}_${purpose}`;
  const answers = new Channel(reply);
  unref(answers);
  const answered = new Cells(new Shared(4));
  return {
    answered,
    post: (request) => broadcast(callChannel, { request, reply, answered } satisfies Call),
    take: () => receive(answers)?.message,
  };
}
