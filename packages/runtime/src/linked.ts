/**
 * What linked code imports: "@perline/runtime/linked", for Node. See abi.ts of the format package for what each is.
 *
 * Everything is that of the thread's one runtime, which Node's own `require` loads: within a test runner's sandbox this file is
 * loaded again and again, and the runtime is not.
 */
import { builtin } from "./builtin.js";
import type * as linkedNode from "./linked-node.js";
import { published } from "./linked-place.js";

const { createRequire } = builtin("node:module") as { createRequire(this: void, from: string): (file: string) => unknown };
const runtime = published() ?? (createRequire(__filename)("./linked-node.js") as typeof linkedNode).linkedRuntime();

export const {
  stack, hits, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, texts, enter, line, move, leave, pause,
} = runtime.names;
export const { register } = runtime;
