/**
 * What a program compiles by itself, past Node's loaders: test runners and bundlers hand text and a file name to `node:vm`, after
 * transforms of their own. Texts whose name the run accepts are instrumented on the way.
 *
 * Nothing of ours stands on the stack while such code runs. The classes of `node:vm` hand what they compile to their base class,
 * which they look up anew each time: so the base class is the place to hook into. Contexts are prepared when they are made.
 *
 * Whoever keeps compiled code keeps the program's own: what is compiled from or for a code cache runs as it is, and a cache asked
 * of an instrumented script is made from its bare text.
 */
import Module from "node:module";
import path from "node:path";
import url from "node:url";
import vm from "node:vm";
import { concat, findIndex, join, lone, OwnWeakMap, OwnWeakSet, split, startsWith, sublist } from "../../primitives.js";
import type { Goal } from "../../1-parse/parse.js";
import type { HookContext } from "./hooks.js";
import { withoutOwnFrames } from "./own-frames.js";

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Class = (new (...args: never[]) => object) & { readonly prototype: object };

/** What `Script` hands to its base class; newer Nodes may add to it. */
type ScriptArguments = [
  code: string, filename: string, line: number, column: number, cachedData: unknown, produceCachedData: boolean,
  context: object | undefined, ...rest: unknown[],
];

/** What `SourceTextModule` hands to its base class. */
type ModuleArguments = [{ sourceText: string; identifier?: string; cachedData?: unknown }];

/** Options of `compileFunction` that decide whether its text can be replaced. */
interface FunctionOptions {
  filename?: unknown;
  cachedData?: unknown;
  produceCachedData?: unknown;
  contextExtensions?: readonly unknown[];
}

// Taken before user code can replace them.
const { apply, construct, defineProperty, get, getOwnPropertyDescriptor, getPrototypeOf, set, setPrototypeOf } = Reflect;
const { Error: NativeError } = globalThis;
const { min } = Math;
const { isAbsolute } = path;
const { fileURLToPath } = url;

/** That of the thread, once its hooks are put in place. */
let standIn: HookContext["standIn"] = (native) => native;

/** Puts the hooks in place; once per thread, before user code. */
export function hookVm(context: HookContext): void {
  standIn = context.standIn;
  const realms = new Realms(context);
  const textFor = (name: unknown, text: string, goal: Goal): string | null => {
    const filename = fileOf(name);
    return filename === null || !realms.ready ? null : replacement(context, { filename, text, goal });
  };
  hookBase<ScriptArguments>(vm.Script, {
    rewrite(given) {
      const { 0: code, 1: filename, 4: cachedData, 5: produceCachedData } = given;
      const text = cachedData === undefined && !produceCachedData ? textFor(filename, code, "script") : null;
      return text === null ? null : concat<unknown>([text], sublist(given, 1)) as ScriptArguments;
    },
    made(script, { 6: realm }) {
      if (realm !== undefined) realms.place(script, realm);
    },
    again: ({ 0: code, 1: filename, 2: lineOffset, 3: columnOffset }) => [code, { filename, lineOffset, columnOffset }],
  });
  const sourceTextModule: unknown = get(vm, "SourceTextModule");
  // There only where a flag of Node's asks for it.
  if (typeof sourceTextModule === "function") {
    hookBase<ModuleArguments>(sourceTextModule as Class, {
      rewrite({ 0: options }) {
        const { sourceText, identifier, cachedData } = options;
        const text = cachedData === undefined ? textFor(identifier, sourceText, "module") : null;
        return text === null ? null : [{ ...options, sourceText: text }];
      },
      again: ({ 0: { sourceText, ...options } }) => [sourceText, options],
    });
  }
  hookCompileFunction((filename, text) => textFor(filename, text, "commonjs"));
  // For who imports them by name.
  Module.syncBuiltinESMExports();
}

/** What is compiled in place of a text; null for the text itself. */
function replacement(context: HookContext, text: { filename: string; text: string; goal: Goal }): string | null {
  const { selection, client, waiting } = context;
  if (!selection.concerns(text.filename, text.text)) return null;
  waiting.begin();
  try {
    return client.instrumentText(text);
  } finally {
    waiting.end();
  }
}

/** The file that a name given to `node:vm` means; null where it means none. */
function fileOf(name: unknown): string | null {
  if (typeof name !== "string") return null;
  if (isAbsolute(name)) return name;
  try {
    return startsWith(name, "file:") ? fileURLToPath(name) : null;
  } catch {
    return null;
  }
}

/** The contexts of this thread: each is prepared before anything runs in it. */
class Realms {
  /** Whether every one could be: else no script is instrumented any more, since it may run in any. */
  ready = true;
  private readonly known = new OwnWeakSet();
  /** Scripts that were compiled for a context there was already. */
  private readonly placed = new OwnWeakSet();

  constructor(private readonly context: HookContext) {
    replace(vm, "createContext", (native) => (self, args) => this.prepare(outOfTraces(() => apply(native, self, args)) as object));
    const { prototype } = vm.Script;
    const native = get(prototype, "runInNewContext") as Callable;
    const look = new vm.Script("this");
    // Makes the context by a script that does nothing. This leaves a frame in traces, so who does not need it gets Node's own.
    const preparing = wrapped(native, (self, { 0: object = {}, 1: options }) => {
      const realm = outOfTraces(() => apply(native, look, [object, options])) as object;
      return apply(native, self, [this.prepare(typeof object === "object" && object !== null ? object : realm), options]);
    });
    const { placed } = this;
    defineProperty(prototype, "runInNewContext", {
      get(this: object) {
        return placed.has(this) ? native : preparing;
      },
      set(this: object, value: unknown) {
        defineProperty(this, "runInNewContext", lone({ value, configurable: true, enumerable: false, writable: true }));
      },
      configurable: true, enumerable: false,
    });
  }

  /** A script is compiled for a context. */
  place(script: object, realm: object): void {
    this.prepare(realm);
    this.placed.add(script);
  }

  /** Prepares a context, unless it is prepared; gives it. */
  prepare(realm: object): object {
    if (this.known.has(realm)) return realm;
    this.known.add(realm);
    try {
      this.context.prepareRealm(realm);
    } catch {
      this.ready = false;
    }
    return realm;
  }
}

/** What is done with the arguments that a class hands to its base class. */
interface BaseHook<Arguments extends unknown[]> {
  /** Others in their place; null to leave them. */
  rewrite(this: void, args: Arguments): Arguments | null;
  /** Told of each object that was made, by the arguments as they were given. */
  made?(this: void, object: object, args: Arguments): void;
  /** What gives the class's own constructor the same to compile. */
  again(this: void, args: Arguments): unknown[];
}

/** Puts a hook between a class and its base class. What is not rewritten, or cannot be compiled then, is made as it would be. */
function hookBase<Arguments extends unknown[]>(derived: Class, { rewrite, made, again }: BaseHook<Arguments>): void {
  const base = getPrototypeOf(derived) as Class;
  /** By each rewritten object: the same without a hook. */
  const bareOf = new OwnWeakMap<object, () => unknown>();
  const make = (args: Arguments, target: Callable): object => {
    const rewritten = rewrite(args);
    if (rewritten !== null) {
      try {
        const object = construct(base, rewritten, target) as object;
        bareOf.set(object, () => unhooked(() => construct(derived, again(args)) as object));
        return object;
      } catch {
        // The text itself may fail too, in the program's own words.
      }
    }
    return construct(base, args, target) as object;
  };
  const hooked = standIn(base, {
    construct(_, args, target) {
      const object = outOfTraces(() => make(args as Arguments, target as Callable));
      made?.(object, args as Arguments);
      return object;
    },
  });
  const unhooked = (action: () => object): object => {
    setPrototypeOf(derived, base);
    try {
      return action();
    } finally {
      setPrototypeOf(derived, hooked);
    }
  };
  setPrototypeOf(derived, hooked);
  const owner = getOwnPropertyDescriptor(derived.prototype, "createCachedData") === undefined ? base.prototype : derived.prototype;
  replace(owner, "createCachedData", (native) => (self, args) => apply(native, bareOf.get(self as object)?.() ?? self, args));
}

/** Functions compiled for objects that stand around them are left alone: each look-up of a name of ours would ask those. */
function hookCompileFunction(textFor: (filename: unknown, text: string) => string | null): void {
  replace(vm, "compileFunction", (native) => (self, args) => {
    const { 0: text, 1: parameters, 2: options } = args as [unknown, unknown, FunctionOptions | undefined];
    const { filename, cachedData, produceCachedData = false, contextExtensions = [] } = options ?? {};
    const isPlain = typeof text === "string" && cachedData === undefined && produceCachedData === false && contextExtensions.length === 0;
    const code = isPlain ? textFor(filename, text) : null;
    return outOfTraces(() => apply(native, self, [code ?? text, parameters, options]));
  });
}

/** Replaces a function by one that looks and is called like it. */
function replace(owner: object, key: string, make: (native: Callable) => (self: unknown, args: unknown[]) => unknown): void {
  const native = get(owner, key) as Callable;
  defineProperty(owner, key, lone({ ...getOwnPropertyDescriptor(owner, key), value: wrapped(native, make(native)) }));
}

function wrapped(native: Callable, call: (self: unknown, args: unknown[]) => unknown): Callable {
  return standIn(native, { apply: (_, self, args) => call(self, args as unknown[]) });
}

/** The most frames of ours, and of what they call, that stand in a trace at once. */
const ownFrames = 8;

/** Does what fails as the program's own: the trace of its error is as long as it would be, and shows nothing of ours. */
function outOfTraces<Result>(action: () => Result): Result {
  const limit: unknown = get(NativeError, "stackTraceLimit");
  if (typeof limit === "number") set(NativeError, "stackTraceLimit", limit + ownFrames);
  try {
    return action();
  } catch (error) {
    const stack: unknown = typeof error === "object" && error !== null ? get(error, "stack") : undefined;
    if (typeof stack === "string") {
      const lines = split(withoutOwnFrames(stack), "\n");
      const first = findIndex(lines, (line) => startsWith(line, "    at "));
      if (first >= 0 && typeof limit === "number") lines.length = min(lines.length, first + limit);
      set(error as object, "stack", join(lines, "\n"));
    }
    throw error;
  } finally {
    if (typeof limit === "number") set(NativeError, "stackTraceLimit", limit);
  }
}
