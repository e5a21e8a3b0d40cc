/**
 * What linked code imports: "@perline/runtime/linked", for Node. See abi.ts of the format package for what each is.
 *
 * Everything is that of the thread's one runtime: within a test runner's contexts this file is loaded again and again, and the runtime
 * is not.
 */
import { createRequire } from "node:module";
import { installedRuntime } from "./installed.js";
import type * as unobserved from "./unobserved.js";

// Memory that nobody looks at is made where nothing else can be had.
const runtime = installedRuntime() ?? (createRequire(__filename)("./unobserved.js") as typeof unobserved).unobservedRuntime();

export const {
  stack, hits, count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, texts, move, leave, pause,
} = runtime.names;
export const { register } = runtime;
