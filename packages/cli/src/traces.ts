/**
 * Stack traces and the excerpt of an uncaught error as without perline: with the columns of the file, not of what runs.
 *
 * Lines are the file's anyway. Columns follow from the instrumented text alone: what stands between marks was inserted. Node has
 * two places that turn a position into words, both kept for its own source maps and reached by `--expose-internals`, which the
 * outer process adds. Where they are not as expected nothing is changed; a program's own `Error.prepareStackTrace` sees raw
 * positions, and excerpts need a source-map comment behind the text (`excerpts` of the instrumenter's options).
 *
 * A trace is made inside the program, which may have replaced any built-in: what runs then uses none of them, iterates by index,
 * and where it fails all the same (on a full stack) the trace stays as it was.
 */
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import process from "node:process";
import type { ThreadMeasurement } from "@perline/runtime/node";
import { withoutWarnings } from "@perline/transform/binding";
import type { InstrumenterAccess } from "@perline/transform/instrumenter";
import { filter, findIndex, startsWith, sublist } from "@perline/transform/primitives";
import { bareExcerpt, BarePositions, type CodeOf, type Place, remember } from "./bare-positions.js";
import { starterUrl } from "./run/handover.js";

type Format = (this: void, globalThis: unknown, error: unknown, trace: NodeJS.CallSite[]) => unknown;
type Excerpt = (this: void, file: string, line: number, column: number) => string | undefined;

/** Node's own, as far as it is used. */
interface Bindings {
  internalBinding: (name: string) => unknown;
}

interface UtilBinding {
  privateSymbols: { arrow_message_private_symbol: symbol };
}

interface ErrorsBinding {
  setPrepareStackTraceCallback: (this: void, format: Format) => void;
  setGetSourceMapErrorSource: (this: void, excerpt: Excerpt) => void;
  setSourceMapsEnabled: (this: void, enabled: boolean) => void;
}

/** Asks the instrumenter for what it was not this thread to load; the program's clock stands still meanwhile. */
function codeOf({ client }: Pick<InstrumenterAccess, "client">, { waiting }: Pick<ThreadMeasurement, "waiting">): CodeOf {
  return (file) => {
    waiting.begin();
    try {
      return client.codeOf(file);
    } finally {
      waiting.end();
    }
  };
}

/**
 * Where frames of ours are: of what instrumented code calls, on top where the stack overflows; of hooks, below a module whose text a
 * tool of the program's passes on; and below a text without a file, of what starts it.
 */
const ownPlaces = [
  ...["@perline/runtime/node", "@perline/transform/node"].map((id) => dirname(createRequire(__filename).resolve(id))), starterUrl,
];

// Taken before user code can replace them.
const { apply, get, set } = Reflect;
const { RangeError: NativeRangeError, SyntaxError: NativeSyntaxError } = globalThis;
const isInstance: (this: unknown, value: unknown) => boolean = get(Function.prototype, Symbol.hasInstance);

/** Whether a frame is of ours. */
function isOwn(site: NodeJS.CallSite): boolean {
  const file = site.getScriptNameOrSourceURL();
  if (typeof file !== "string") return false;
  for (let index = 0; index < ownPlaces.length; index++) if (startsWith(file, ownPlaces[index]!)) return true;
  return false;
}

/**
 * A trace without frames of ours; and of an overflow without those that stand at inserted text: where the stack is full, leaving a
 * frame overflows anew.
 */
function withoutOwn(trace: NodeJS.CallSite[], isOverflow: boolean, bare: BarePositions): NodeJS.CallSite[] {
  const others = filter(trace, (site) => !isOwn(site));
  const first = isOverflow ? findIndex(others, (site) => !bare.isInserted(placeOf(site))) : 0;
  return first <= 0 ? others : sublist(others, first);
}

/** Where a frame stands. */
function placeOf(site: NodeJS.CallSite): Place {
  return { name: site.getScriptNameOrSourceURL() ?? "", line: site.getLineNumber() ?? 0, column: (site.getColumnNumber() ?? 0) - 1 };
}

/** Has an error that holds an excerpt, which Node shows above it, hold another one. */
function replaceExcerpt(error: object, key: symbol, make: (excerpt: string) => string): void {
  const excerpt: unknown = get(error, key);
  if (typeof excerpt === "string") set(error, key, make(excerpt));
}

/** What an action gives; where it fails, what there is without it. */
function orElse<Result>(otherwise: Result, action: () => Result): Result {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

/** Puts both in place for a thread, before the hooks of modules and user code; nothing, where Node does not let it. */
export function restoreTraces(instrumenter: Pick<InstrumenterAccess, "client">, thread: Pick<ThreadMeasurement, "waiting">): void {
  const bare = new BarePositions(codeOf(instrumenter, thread));
  const globals = new Set(Reflect.ownKeys(globalThis));
  try {
    const load = createRequire(__filename);
    // Node warns of what is for its own tests.
    const { internalBinding } = withoutWarnings(() => load("internal/test/binding") as Bindings);
    const { prepareStackTraceCallback } = load("internal/errors") as { prepareStackTraceCallback: Format };
    const errors = internalBinding("errors") as ErrorsBinding;
    const { privateSymbols: { arrow_message_private_symbol: excerptOf } } = internalBinding("util") as UtilBinding;
    const { setPrepareStackTraceCallback: setFormat, setGetSourceMapErrorSource: setExcerpt } = errors;
    // Node hands over others when the program asks for source maps.
    errors.setPrepareStackTraceCallback = (format) => setFormat((realm, error, trace) => {
      const isOverflow = apply(isInstance, NativeRangeError, [error]);
      const shown = orElse(trace, () => withoutOwn(trace, isOverflow, bare));
      const formatted = format(realm, error, shown);
      return orElse(formatted, () => {
        // What does not even compile has its excerpt from V8, before Node knows of a source map.
        if (apply(isInstance, NativeSyntaxError, [error])) replaceExcerpt(error as object, excerptOf, bareExcerpt);
        if (isOverflow && shown.length > 0 && shown[0] !== trace[0]) {
          replaceExcerpt(error as object, excerptOf, (excerpt) => bare.excerpt(placeOf(shown[0]!)) ?? excerpt);
        }
        return typeof formatted === "string" ? bare.leadBack(formatted, shown.length) : formatted;
      });
    });
    errors.setGetSourceMapErrorSource = (excerpt) => setExcerpt((file, line, column) =>
      excerpt(file, line, column) ?? orElse(undefined, () => bare.excerpt({ name: file, line, column })));
    errors.setPrepareStackTraceCallback(prepareStackTraceCallback);
    // Where source maps are in use from the start, Node's excerpt is in place already.
    if (!process.sourceMapsEnabled) {
      errors.setGetSourceMapErrorSource(() => undefined);
      errors.setSourceMapsEnabled(true);
    }
    // The flag lists Node's inner modules among those for everyone.
    Reflect.set(Module, "builtinModules", Module.builtinModules.filter((id) => !id.startsWith("internal/")));
    instrumenter.client.remember = remember;
    instrumenter.client.excerptKey = excerptOf;
  } catch {
    // Then traces show what runs.
  } finally {
    Reflect.ownKeys(globalThis).filter((key) => !globals.has(key)).forEach((key) => Reflect.deleteProperty(globalThis, key));
  }
}
