/**
 * Keeps V8's optimising compiler away from code.
 *
 * All threads of a process share the threads of the compiler. What the sampler does thousands of times a second is soon worth
 * optimising, V8 thinks, which takes it 200 ms: of the cores that the program, and the compiler of its code, want just then. A program
 * of 200 ms waited for a core for 20 to 80 of them. Left to V8's quick compiler a look takes some ten microseconds more.
 */
import v8 from "node:v8";
import { compileFunction } from "node:vm";

/** The methods of classes are never optimised, in this thread; functions that they call are. */
export function leaveUnoptimised(classes: readonly { readonly prototype: object }[]): void {
  const leave = intrinsic();
  if (leave === null) return;
  const properties = classes.flatMap(({ prototype }) => Object.entries(Object.getOwnPropertyDescriptors(prototype)));
  const methods = properties.flatMap(([name, { get, set, value }]) => name === "constructor" ? [] : [get, set, value as unknown]);
  for (const method of methods) if (typeof method === "function") leave(method);
}

/**
 * What V8 has for its own tests; see runtime-test.cc. Null where V8 has no such thing.
 *
 * The flag that allows its syntax, which JavaScript does not have, is taken back at once, unless it was there before.
 */
function intrinsic(): ((method: unknown) => void) | null {
  const { setFlagsFromString } = v8;
  const allowed = compiled();
  if (allowed !== null) return allowed;
  setFlagsFromString("--allow-natives-syntax");
  try {
    return compiled();
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}

function compiled(): ((method: unknown) => void) | null {
  try {
    const leave = compileFunction("%NeverOptimizeFunction(method)", ["method"]) as (method: unknown) => void;
    // A first call may be what reads the body.
    leave(() => undefined);
    return leave;
  } catch {
    return null;
  }
}
