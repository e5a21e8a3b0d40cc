/** The hooks of Node's loader thread (Node 20, and 22 before 22.15): the file `module.register` names. */
import { FileSelection } from "../../selection.js";
import { InstrumenterClient } from "./client.js";
import { ModuleLoading, type Load, type LoadContext, type Loaded, type Resolve, type ResolveContext } from "./module-loading.js";
import type { HostOptions, Line } from "./protocol.js";

/** What the main thread hands to this one. */
export interface LoaderData {
  line: Line;
  options: HostOptions;
}

type Later<Result> = Result | Promise<Result>;

let loading: ModuleLoading | null = null;

/** Called by Node, once, before any other hook. */
export function initialize({ line, options }: LoaderData): void {
  loading = new ModuleLoading(new InstrumenterClient(line), new FileSelection(options));
}

/** Node's resolve hook. */
export function resolve(specifier: string, context: ResolveContext, next: Resolve): Later<ReturnType<Resolve>> {
  return loading?.resolve(specifier, context) ?? next(specifier, context);
}

/** Node's load hook. */
export async function load(url: string, context: LoadContext, next: (...of: Parameters<Load>) => Later<Loaded>): Promise<Loaded> {
  const start = loading?.begin(url) ?? { kind: "leave", format: null };
  if (start.kind === "done") return start.loaded;
  const loaded = await next(url, start.format === null ? context : { ...context, format: start.format });
  return start.kind === "leave" || loading === null ? loaded : loading.finish(url, loaded);
}
