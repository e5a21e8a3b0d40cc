/**
 * A program that is no file: `-e` and stdin.
 *
 * Node compiles such text where no hook sees it. So Node is given the starter in its place, in the same global scope, with the
 * same `module` and `require` around it, and the starter runs the instrumented text.
 */
import { join } from "node:path";
import { compileFunction, constants, Script } from "node:vm";
import type { Code } from "./handover.js";

const starterName = "__perline_f3k9_start";

/** What Node is given in place of the program's text. */
export const starter = `${starterName}()`;

/** Whether the text can be run by the starter: ES modules cannot, and run as they are. */
export function canStart({ text }: Code): boolean {
  return !/^\s*(import\b(?!\s*[(.])|export\b)/m.test(text);
}

/**
 * Provides what the starter calls, once.
 *
 * @param instrumented the text to run; null to run the program's own
 */
export function provideStarter({ name, text }: Code, instrumented: string | null): void {
  const run = (): unknown => {
    Reflect.deleteProperty(globalThis, starterName);
    const options = { filename: name, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
    if (instrumented === null) return new Script(text, options).runInThisContext();
    return Reflect.apply(compileFunction(instrumented, [], options), globalThis, []);
  };
  Object.defineProperty(globalThis, starterName, { value: run, configurable: true });
}

/** The file such a text would be, in the working directory. */
export function fileOf({ name }: Code): string {
  return join(process.cwd(), name);
}
