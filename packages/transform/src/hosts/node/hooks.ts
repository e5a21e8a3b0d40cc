/** The hooks of a program's main thread, and the one function that puts them in place. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import Module from "node:module";
import { resolve } from "node:path";
import process from "node:process";
import type { FileSelection } from "../../selection.js";
import type { InstrumenterClient } from "./client.js";
import { hookCommonJs } from "./commonjs.js";
import { ModuleHooks } from "./esm.js";
import { entersAsModule, goalByName, isTypeScript } from "./goal.js";
import type { InstrumenterAccess } from "./instrumenter.js";
import { hookVm } from "./vm.js";

/** Stops the program's clock while it stands waiting for the instrumenter. Never nested. */
export interface Waiting {
  begin(): void;
  end(): void;
  /** One shared cell: nanoseconds that a loader thread has waited. */
  readonly loading: Float64Array;
  /** One shared cell: files that run as they are, since the instrumenter has not answered. */
  readonly missed: Int32Array;
}

/** What the hooks of a thread ask of its measurement. */
export interface HostThread {
  readonly waiting: Waiting;
  /** Prepares a context of `node:vm` for what may run there. Throws where it cannot be. */
  prepareRealm(this: void, context: object): void;
  /** What stands in a function's place, called as a handler says; nothing tells the two apart. */
  standIn: <Native extends object>(this: void, native: Native, handler: ProxyHandler<Native>) => Native;
}

/** What a hook needs. */
export interface HookContext extends HostThread {
  readonly selection: FileSelection;
  readonly client: InstrumenterClient;
  readonly moduleHooks: Pick<ModuleHooks, "installed" | "install" | "synchronous" | "resolveTypeScript" | "beforeRequired">;
}

/**
 * Lets every file that is loaded from now on go through the instrumenter. `entry`: the program's script, as on the command
 * line; null where there is none (`-e`, stdin). Once, in the main thread, before user code.
 */
export function installHooks(instrumenter: InstrumenterAccess, thread: HostThread, entry: string | null): void {
  const moduleHooks = hookModules(instrumenter, thread);
  if (entry === null && evaluatesModules()) moduleHooks.install();
  else if (entry !== null) prepareEntry(entry, moduleHooks);
}

/**
 * The same in a worker thread, whose entry is not known before Node is about to run it, save under `--import`. Code that a worker
 * evaluates runs as it is; what such code imports is seen only where hooks run in the thread that imports.
 */
export function installWorkerHooks(instrumenter: InstrumenterAccess, thread: HostThread): void {
  const moduleHooks = hookModules(instrumenter, thread);
  const prepare = (): void => {
    if (process.argv[1] !== undefined) prepareEntry(process.argv[1], moduleHooks);
  };
  prepare();
  const value: unknown = Reflect.get(Module, "runMain");
  // Read once, right before the call: a wrapper would leave a frame in traces.
  Object.defineProperty(Module, "runMain", {
    get(): unknown {
      Object.defineProperty(Module, "runMain", { value, writable: true, enumerable: true, configurable: true });
      prepare();
      return value;
    },
    enumerable: true, configurable: true,
  });
}

function hookModules(instrumenter: InstrumenterAccess, thread: HostThread): ModuleHooks {
  const { selection, client } = instrumenter;
  const { waiting, prepareRealm, standIn } = thread;
  client.missed = waiting.missed;
  const moduleHooks = new ModuleHooks(instrumenter, waiting);
  const context: HookContext = { selection, client, waiting, prepareRealm, standIn, moduleHooks };
  hookCommonJs(context);
  hookVm(context);
  if (moduleHooks.synchronous) moduleHooks.install();
  return moduleHooks;
}

/** Gets ready for the file that is run first. */
function prepareEntry(entry: string, moduleHooks: ModuleHooks): void {
  if (isTypeScript(entry)) {
    // Another thread finds out whether there are maps, which lead traces only where they are on before a module is compiled.
    if (!moduleHooks.synchronous) process.setSourceMapsEnabled(true);
    moduleHooks.resolveTypeScript();
  }
  if (!moduleHooks.installed && isModule(entry)) moduleHooks.expectEntry();
}

/** Whether the entry is a module that Node will hand to its ES-module loader at once. */
function isModule(entry: string): boolean {
  const internals = Module as typeof Module & { _findPath(path: string, paths: null, main: true): string | false };
  const found = internals._findPath(resolve(entry), null, true);
  if (found === false) return false;
  const filename = realNameOf(found);
  return entersAsModule(filename) || (entersByLoader() && (isTypeScript(filename) || mayBeModuleBySyntax(filename)));
}

/** A file's name without links; as it is for what has none, as a pipe of this process: Node fails by itself there, or does not. */
function realNameOf(filename: string): string {
  try {
    return realpathSync(filename);
  } catch {
    return filename;
  }
}

/** Whether only its text makes a file a module, if it is one. What Node does not hand over at once shows that later. */
function mayBeModuleBySyntax(filename: string): boolean {
  // A pipe can be read once.
  if (goalByName(filename) !== null || !statSync(filename).isFile()) return false;
  return /\b(import|export|await)\b/.test(readFileSync(filename, "utf8"));
}

/** Whether Node hands every entry to its ES-module loader, because others hook into that. */
function entersByLoader(): boolean {
  const words = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  return words.some((word) => /^--(import|loader|experimental-loader)(=|$)/.test(word));
}

/** Whether the code of `-e` may import; from stdin anything may come. */
function evaluatesModules(): boolean {
  const code: unknown = Reflect.get(process, "_eval");
  return typeof code !== "string" || code.includes("import");
}
