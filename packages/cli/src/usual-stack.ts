/**
 * Puts V8's flag for the stack back to its usual value, once it has had its effect: the main thread's stack is set for good when
 * the process starts. Node takes its own code from a cache that is made for V8's usual flags, and V8 turns it down while any
 * differs; compiling anew costs each thread some 10 ms.
 *
 * Imported first, for its effect, before any other part of Node is loaded.
 */
import { setFlags } from "./v8-flags.js";

/** V8's own limit on 64-bit processors, in KiB. Where it is another, the cache is turned down, as it would be anyway. */
const usualKiB = 984;

if (process.execArgv.some((arg) => arg.startsWith("--stack-size="))) setFlags(`--stack-size=${usualKiB}`);
