/**
 * The instrumenter of a process, as the program's main thread sees it: one worker thread that outlives every question.
 * "@perline/transform/instrumenter": apart from the hooks, since its thread takes longest to come up and is started first.
 */
import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { FileSelection } from "../../selection.js";
import { InstrumenterClient } from "./client.js";
import { isTypeScript } from "./goal.js";
import { lineOver, openLine } from "./line.js";
import { waitForChange } from "./patience.js";
import type { HostOptions, InstrumenterPlan, PortLine } from "./protocol.js";

export type { HostOptions };

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

/** A started instrumenter. */
export class Instrumenter implements InstrumenterAccess {
  readonly selection: FileSelection;
  readonly client: InstrumenterClient;
  private readonly up = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;

  /** See {@link startInstrumenter}. */
  constructor(readonly options: HostOptions, sources: MessagePort) {
    const plan: InstrumenterPlan = { options, sources, up: this.up, typeScript: isTypeScript(process.argv[1] ?? "") };
    // Without the program's arguments and NODE_OPTIONS, which would run its preloads there; with streams of its own.
    const env = { ...process.env };
    delete env["NODE_OPTIONS"];
    this.worker = new Worker(join(__dirname, "thread.js"), {
      workerData: plan, transferList: [sources], env, execArgv: [], stdin: false, stdout: true, stderr: true,
      name: "perline instrumenter",
    });
    this.selection = new FileSelection(options);
    this.worker.unref();
    this.worker.on("error", () => undefined);
    this.client = new InstrumenterClient(lineOver(this.connect()));
  }

  /** A line for one more thread. */
  connect(): PortLine {
    const { port1, port2 } = new MessageChannel();
    const answered = new Int32Array(new SharedArrayBuffer(4));
    this.worker.postMessage({ port: port2, answered } satisfies PortLine, [port2]);
    return { port: port1, answered };
  }

  /** Blocks until the thread listens; gives whether it does. Questions wait by themselves: this is for who wants to start level. */
  ready(): boolean {
    return waitForChange(this.up, 0, patienceMs);
  }
}

/**
 * Starts the process's instrumenter and returns at once, while its thread comes up beside. `sources` receives
 * `{ base, record }` for each source, before its code can run.
 *
 * @throws PerlineError `usage` for a pattern that is none.
 */
export function startInstrumenter(options: HostOptions, sources: MessagePort): Instrumenter {
  return new Instrumenter(options, sources);
}

/** The process's instrumenter, for a worker thread of the program; its options are those of the main thread. */
export function reachInstrumenter(options: HostOptions): InstrumenterAccess {
  const client = new InstrumenterClient(openLine("program"));
  return { options, selection: new FileSelection(options), client, connect: () => null };
}
