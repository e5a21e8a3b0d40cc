/**
 * A program that is no file: `-e` and stdin.
 *
 * Node compiles such text where no hook sees it. So Node is given the starter in its place, in the same global scope, with the
 * same `module` and `require` around it, and the starter runs the instrumented text.
 */
import { join } from "node:path";
import { Script } from "node:vm";
import { type Code, starterName } from "./handover.js";

/**
 * Whether the starter can run the text. What imports, waits outside of functions or is TypeScript is Node's alone to run, as it
 * is; what it imports is profiled.
 */
export function canStart({ text }: Code): boolean {
  return !/\bimport\b|^\s*export\b/m.test(text) && isScript(text);
}

/** Whether a text is JavaScript of the kind that has a completion value. */
function isScript(text: string): boolean {
  try {
    return new Script(text) instanceof Script;
  } catch {
    return false;
  }
}

/** `context` null is this one; a timeout of -1 is none. */
type RunInContext = (
  this: Script, context: null,
  ...how: [timeoutMs: number, displaysErrors: boolean, breaksOnSigint: boolean, breaksAtFirstLine: boolean]
) => unknown;

/** What `runInThisContext` calls. */
const { runInContext } = Object.getPrototypeOf(Script.prototype) as { runInContext: RunInContext };

/**
 * Provides what the starter calls, once. Native and bound functions leave no frame: stack traces show the starter, and under
 * `--expose-internals` not that (see traces.ts).
 *
 * @param instrumented the text to run; null to run the program's own
 */
export function provideStarter({ name, text }: Code, instrumented: string | null): void {
  const take = (): (() => unknown) => {
    Reflect.deleteProperty(globalThis, starterName);
    return runInContext.bind(new Script(instrumented ?? text, { filename: name }), null, -1, true, false, false);
  };
  Object.defineProperty(globalThis, starterName, { get: take, configurable: true });
}

/** The file such a text would be, in the working directory. */
export function fileOf({ name }: Code): string {
  return join(process.cwd(), name);
}
