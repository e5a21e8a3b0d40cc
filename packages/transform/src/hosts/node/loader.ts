/** The hooks of Node's loader thread (Node 20, and 22 before 22.15): the file `module.register` names. */
import { FileSelection } from "../../selection.js";
import { InstrumenterClient } from "./client.js";
import { ModuleLoading, type Load, type LoadContext, type Loaded, type Resolve, type ResolveContext } from "./module-loading.js";
import { lineOver, openLine } from "./line.js";
import { withoutOwnFrames } from "./own-frames.js";
import type { PreparedEntry } from "./prepared-entry.js";
import type { HostOptions, PortLine } from "./protocol.js";

/** What the main thread hands to this one. */
export interface LoaderData {
  /** Null: to open one. */
  line: PortLine | null;
  /** What needs no question; null where everything does. */
  entry: PreparedEntry | null;
  options: HostOptions;
  /** One shared cell: nanoseconds that this thread has waited for the instrumenter. */
  waited: Float64Array;
  /** One shared cell: files that run as they are, since it has not answered. */
  missed: Int32Array;
}

type Later<Result> = Result | Promise<Result>;

let loading: ModuleLoading | null = null;
let waited: Float64Array = new Float64Array(1);

/** Called by Node, once, before any other hook. */
export function initialize(data: LoaderData): void {
  const { line, entry, options } = data;
  const client = new InstrumenterClient(() => (line === null ? openLine("modules") : lineOver(line)));
  client.entry = entry;
  client.missed = data.missed;
  loading = new ModuleLoading(client, new FileSelection(options));
  waited = data.waited;
}

/** Does a step of perline's, and tells how long the program's modules were held up by it. */
function holdingUp<Result>(step: () => Result): Result {
  const start = performance.now();
  try {
    return step();
  } finally {
    waited[0] = (waited[0] ?? 0) + (performance.now() - start) * 1e6;
  }
}

/** Does what fails as the program's own. */
async function outOfTraces<Result>(step: () => Later<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Error && typeof error.stack === "string") error.stack = withoutOwnFrames(error.stack);
    throw error;
  }
}

/** Node's resolve hook. */
export function resolve(specifier: string, context: ResolveContext, next: Resolve): Promise<ReturnType<Resolve>> {
  return outOfTraces(() => loading?.resolve(specifier, context) ?? next(specifier, context));
}

/** Node's load hook. */
export async function load(url: string, context: LoadContext, next: (...of: Parameters<Load>) => Later<Loaded>): Promise<Loaded> {
  const start = holdingUp(() => loading?.begin(url)) ?? { kind: "leave", format: null };
  if (start.kind === "done") return start.loaded;
  const loaded = await outOfTraces(() => next(url, start.format === null ? context : { ...context, format: start.format }));
  return start.kind === "leave" ? loaded : holdingUp(() => loading?.finish(url, loaded)) ?? loaded;
}
