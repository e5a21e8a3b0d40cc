/**
 * CommonJS under perline: `Module.prototype._compile` gets other text, and nothing else changes.
 *
 * A function wrapped around `_compile` would stand in the stack trace of everything a module does while it loads. So `_compile`
 * becomes a getter: Node reads it right before it calls it, and gets its own function, bound to what is to run in place of the
 * text. Bound functions leave no frame. To learn what Node is about to pass, the getter has Node's loader of the file's extension
 * load a stand-in of the module, whose `_compile` only notes its arguments. Whoever else reads `_compile` may pass any text, now
 * or later, and gets the function that looks at what is passed.
 *
 * The names that ES modules can import from a CommonJS file are found by Node in the file on disk, not in what runs.
 */
import fs from "node:fs";
import Module from "node:module";
import path from "node:path";
import process from "node:process";
import { concat, includes, indexOf, lone, OwnWeakMap, slice, sublist } from "../../primitives.js";
import { askerBeyond, isNodes } from "./asker.js";
import { withDecodableMap } from "./decodable-maps.js";
import { goalByName, isTypeScript, type FileGoal } from "./goal.js";
import type { HookContext } from "./hooks.js";
import type { SourceAnswer } from "./protocol.js";
import { syntaxErrorOf } from "./syntax-error.js";

/** `_compile(content, filename, format)`; newer Nodes may pass more. */
type Compile = (this: NodeModule, ...given: CompileArguments) => unknown;
type CompileArguments = [content: string, filename: string, ...rest: unknown[]];
type Extension = (module: NodeModule, filename: string) => void;
type Resolve = (this: unknown, ...given: [request: string, parent: NodeModule | null | undefined, ...unknown[]]) => string;

/** The parts of `Module` that Node keeps for tools like this one, and its types leave out. */
interface Internals {
  prototype: { _compile: Compile };
  _extensions: Record<string, Extension>;
  _resolveFilename: Resolve;
}

const internals = Module as typeof Module & Internals;
// Taken before user code can replace them.
const { readFileSync, statSync } = fs;
const { basename } = path;
const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } = Reflect;
const { isBuiltin } = Module;
const bind: (this: Compile, self: NodeModule, ...first: CompileArguments) => Compile = Reflect.get(Function.prototype, "bind");
const create: (prototype: object | null) => NodeModule = Reflect.get(Object, "create");

/** Node's own loaders by extension: those of tools end in one of them. */
let nodesLoaders: Readonly<Record<string, Extension>> = {};

/** Puts the hooks in place; once per process. */
export function hookCommonJs(context: HookContext): void {
  hookCompile(context);
  hookTypeScriptExtensions();
  nodesLoaders = { ...internals._extensions };
}

function hookCompile(context: HookContext): void {
  const { prototype } = internals;
  const original = prototype._compile;
  /** For the program and its tools: what they pass on is the text. */
  const direct = context.standIn(original, {
    apply(_, self: NodeModule, given: CompileArguments): unknown {
      const replaced = replace(context, self, given);
      context.moduleHooks.beforeRequired(given[1]);
      return apply(original, self, replaced ?? given);
    },
  });

  const prepared = new OwnWeakMap<NodeModule, Compile>();

  function prepare(module: NodeModule): Compile {
    const captured = capture(context, module);
    const replaced = captured === null ? null : replace(context, module, captured);
    context.moduleHooks.beforeRequired(module.filename);
    if (replaced === null) return original;
    return apply(bind, original, concat<unknown>([module], replaced) as [NodeModule, ...CompileArguments]);
  }

  // Newer V8 names a method in stack traces after a property that holds it: behind the getter there has to be one.
  const holder = create(getPrototypeOf(prototype));
  defineProperty(holder, "_compile", lone({ value: original, configurable: true, enumerable: true, writable: true }));
  setPrototypeOf(prototype, holder);
  defineProperty(prototype, "_compile", {
    configurable: true,
    enumerable: true,
    get(this: NodeModule): Compile {
      if (typeof this.filename !== "string" || this.loaded || !isNodeAsking()) return direct;
      const ready = prepared.get(this) ?? prepare(this);
      prepared.set(this, ready);
      return ready;
    },
    set(this: object, value: Compile) {
      defineProperty(this, "_compile", lone({ value, configurable: true, enumerable: true, writable: true }));
    },
  });
}

/** Frames between the getter and its reader, and those two. */
const depth = 4;

/** Whether it is Node that is about to compile a module. */
function isNodeAsking(): boolean {
  const asker = askerBeyond([__filename], depth);
  return asker !== null && isNodes(asker);
}

/** What `_compile` is about to get for a module; null where that does not matter. */
function capture(context: HookContext, module: NodeModule): CompileArguments | null {
  const { selection, moduleHooks } = context;
  const { filename } = module;
  if (canBeReadOnce(filename)) return null;
  if (isTypeScript(filename)) {
    if (!moduleHooks.synchronous) process.setSourceMapsEnabled(true);
    hookResolution(context);
    moduleHooks.resolveTypeScript();
    // Another tool's print of TypeScript has lost the lines: the file itself has them.
    const text = textOf(filename);
    return text === null ? null : [text, filename, undefined];
  }
  if (!selection.includes(filename)) {
    if (moduleHooks.installed && !selection.mayBeCompiled(filename)) return null;
    const text = textOf(filename);
    if (text === null) return null;
    if (!moduleHooks.installed && mentionsModules(text)) moduleHooks.install();
    if (!selection.concerns(filename, text)) return null;
  }
  // Its hook has been there before.
  if (moduleHooks.synchronous && goalByName(filename) === "module") return null;
  let captured: CompileArguments | null = null;
  const noting: Compile = (...given) => {
    // Of a bound function's arguments ours come first: the place of the format must be filled.
    if (given.length < 3) given[2] = undefined;
    captured = given;
  };
  const standIn = copyOf(module);
  defineProperty(standIn, "_compile", lone({ value: noting, configurable: true, writable: true }));
  try {
    apply(loaderOf(filename), internals._extensions, [standIn, filename]);
  } catch {
    // The real loading is on the same way and fails by itself.
  }
  return captured;
}

/** Null where there is no such file: what `-e` is given has a name all the same, and so has what a tool makes up. */
function textOf(filename: string): string | null {
  try {
    return readFileSync(filename, "utf8");
  } catch {
    return null;
  }
}

/** A copy of a module: what becomes a prototype changes its hidden class, and with it its name in stack traces. */
function copyOf(module: NodeModule): NodeModule {
  const copy = create(getPrototypeOf(module));
  const keys = ownKeys(module);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key !== "_compile") defineProperty(copy, key, lone(getOwnPropertyDescriptor(module, key)!));
  }
  return copy;
}

/** Whether a name is that of a pipe. What is not there may be: in an archive, for who patches the file system. */
function canBeReadOnce(filename: string): boolean {
  return statSync(filename, { throwIfNoEntry: false })?.isFile() === false;
}

/** Node's rule: the longest extension of the name that has a loader, else that of `.js`. */
function loaderOf(filename: string): Extension {
  const name = basename(filename);
  for (let dot = indexOf(name, "."); dot >= 0; dot = indexOf(name, ".", dot + 1)) {
    const loader = dot === 0 ? undefined : nodesLoaders[slice(name, dot)];
    if (loader !== undefined) return loader;
  }
  return nodesLoaders[".js"]!;
}

/** Whether a text may bring ES modules into the process. */
function mentionsModules(text: string): boolean {
  return includes(text, "import");
}

/** What `_compile` is to get in place of what it would; null to leave it. */
function replace(context: HookContext, module: NodeModule, given: CompileArguments): CompileArguments | null {
  const { 0: content, 1: filename, 2: format } = given;
  const typeScript = isTypeScript(filename);
  if (!typeScript && !context.selection.concerns(filename, content)) return null;
  // The hook of ES modules is the one to instrument an entry that turns out to be one, since Node imports it again; and any
  // other, where that hook sees what is required too.
  const only = module.id === "." || (typeScript && context.moduleHooks.synchronous) ? "commonjs" : null;
  const answer = ask(context, { filename, text: content, goal: typeScript ? goalByName(filename) : goalOf(format), only });
  const modulesMayCome = answer.goal === "module" || answer.hasDynamicImport || (answer.code === null && mentionsModules(content));
  if (modulesMayCome) context.moduleHooks.install();
  if (answer.error !== null) throw syntaxErrorOf({ text: content, fault: answer.error, excerptKey: context.client.excerptKey });
  if (typeScript && answer.code === null && context.moduleHooks.synchronous) return null;
  if (answer.hasMap) process.setSourceMapsEnabled(true);
  if (!typeScript && answer.code === null) return null;
  const replaced: unknown[] = [withDecodableMap(answer.code ?? content), filename, typeScript ? answer.goal : format];
  return concat(replaced, sublist(given, replaced.length)) as CompileArguments;
}

function ask({ client, waiting }: HookContext, request: Parameters<HookContext["client"]["instrument"]>[0]): SourceAnswer {
  waiting.begin();
  try {
    return client.instrument(request);
  } finally {
    waiting.end();
  }
}

function goalOf(format: unknown): FileGoal | null {
  return format === "module" || format === "commonjs" ? format : null;
}

let resolutionHooked = false;

/** TypeScript's view of a specifier comes first in TypeScript files. Put in place with the first of them: it leaves a frame. */
function hookResolution({ client, waiting }: HookContext): void {
  if (resolutionHooked) return;
  resolutionHooked = true;
  const original = internals._resolveFilename;
  internals._resolveFilename = function (...given) {
    const request = given[0];
    const importer = given[1]?.filename;
    if (typeof importer === "string" && isTypeScript(importer) && !isBuiltin(request)) {
      waiting.begin();
      given[0] = client.resolve(request, importer) ?? request;
      waiting.end();
    }
    return apply(original, this, given);
  };
}

/** Node ≥ 22.18 strips types itself, before `_compile`, and refuses what is more than types: its loader of JavaScript takes over. */
function hookTypeScriptExtensions(): void {
  const loaders = internals._extensions;
  [".ts", ".mts", ".cts"].filter((extension) => loaders[extension] !== undefined).forEach((extension) => {
    loaders[extension] = loaders[".js"]!;
  });
}
