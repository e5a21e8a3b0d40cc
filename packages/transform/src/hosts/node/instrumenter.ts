/**
 * The instrumenter of a process, as the program's main thread sees it: one worker thread that outlives every question, and is
 * started by the first one at the latest. "@perline/transform/instrumenter": apart from the hooks, since that thread takes
 * longest to come up and is started first where it will be needed.
 */
import { join } from "node:path";
import process from "node:process";
import threads, { type MessagePort, type Worker } from "node:worker_threads";
import { method } from "../../primitives.js";
import { FileSelection } from "../../selection.js";
import { InstrumenterClient } from "./client.js";
import { isTypeScript } from "./goal.js";
import { lineOver, openLine } from "./line.js";
import { waitForChange } from "./patience.js";
import type { PreparedEntry } from "./prepared-entry.js";
import { ProbeIds } from "./probe-ids.js";
import type { HostOptions, InstrumenterPlan, PortLine } from "./protocol.js";

export type { HostOptions, PreparedEntry };

// Taken before user code can replace them; and the class before others wrap it: this thread is none of the program's.
const { MessageChannel: Channel, Worker: Thread } = threads;
const { Int32Array: Cells, SharedArrayBuffer: Shared } = globalThis;
const post = method(Thread.prototype, "postMessage");
const unref = method(Thread.prototype, "unref");
const on = method(Thread.prototype, "on");

/** Absolute. */
const threadFile = join(__dirname, "thread.js");

/** Variables by which Node is asked to load or to tell something. */
const askingNode = ["NODE_OPTIONS", "NODE_DEBUG", "NODE_DEBUG_NATIVE", "NODE_V8_COVERAGE"] as const;

/** How long a program waits for its instrumenter to come up. */
const patienceMs = 20_000;

/** The instrumenter, from a thread that asks it. */
export interface InstrumenterAccess {
  readonly options: HostOptions;
  /** The files of the run. */
  readonly selection: FileSelection;
  /** The thread's own. */
  readonly client: InstrumenterClient;
  /** A line for a thread that this one starts; null where that one has to open its own. */
  connect(): PortLine | null;
}

/** The instrumenter, for the main thread, which has it. */
export class Instrumenter implements InstrumenterAccess {
  readonly selection: FileSelection;
  readonly client = new InstrumenterClient(() => lineOver(this.connect()));
  private readonly up = new Cells(new Shared(4));
  private worker: Worker | null = null;

  private readonly ids: ProbeIds;

  /**
   * @param sources receives `{ base, record }` for each source, before its code can run
   * @param nextId one cell of shared memory, the next free probe id of the process; by default nobody else gives ids away
   * @throws PerlineError `usage` for a pattern that is none
   */
  constructor(readonly options: HostOptions, private readonly sources: MessagePort, nextId?: Int32Array) {
    this.selection = new FileSelection(options);
    this.ids = new ProbeIds(nextId);
  }

  /** Takes the entry over from who prepared it; before anything is asked or started. */
  take(entry: PreparedEntry): void {
    entry.messages.forEach(({ base, record }) => this.ids.take(base, record.probes.length));
    entry.messages.forEach((message) => this.sources.postMessage(message));
    this.client.entry = entry;
  }

  /** Starts the thread and returns at once, while it comes up beside; nothing where it is there. */
  start(): Worker {
    if (this.worker !== null) return this.worker;
    const { options, sources, ids: { next: ids }, up, client: { entry } } = this;
    const plan: InstrumenterPlan = { options, sources, ids, up, entry, typeScript: isTypeScript(process.argv[1] ?? "") };
    // Without the program's arguments and what its environment asks of Node (to run preloads, to tell of what it does: a thread's
    // words that nobody reads would keep the process alive); with streams of its own.
    const env = { ...process.env };
    for (let index = 0; index < askingNode.length; index++) delete env[askingNode[index]!];
    this.worker = new Thread(threadFile, {
      workerData: plan, transferList: [sources], env, stdin: false, stdout: true, stderr: true,
      // The first Nodes that require ES modules warn of it.
      execArgv: ["--no-warnings"],
      name: "perline instrumenter",
    });
    unref(this.worker);
    on(this.worker, "error", () => undefined);
    return this.worker;
  }

  /** A line for one more thread. */
  connect(): PortLine {
    const { port1, port2 } = new Channel();
    const answered = new Cells(new Shared(4));
    post(this.start(), { port: port2, answered } satisfies PortLine, [port2]);
    return { port: port1, answered };
  }

  /**
   * Blocks until the thread listens, and starts it for that; gives whether it does. Questions over a port wait by themselves:
   * this is for who wants to start level, and for those by broadcast.
   */
  ready(): boolean {
    this.start();
    return waitForChange(this.up, 0, patienceMs);
  }
}

/** The process's instrumenter, for a worker thread of the program; its options are those of the main thread. */
export function reachInstrumenter(options: HostOptions): InstrumenterAccess {
  const client = new InstrumenterClient(() => openLine("program"));
  return { options, selection: new FileSelection(options), client, connect: () => null };
}
