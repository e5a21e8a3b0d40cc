/**
 * "@perline/runtime/linked" for bundlers: an ES module whose exports a bundler turns into variables of the bundle, as quick as names
 * of script scope. Reading them as properties of a CommonJS module's exports makes tight loops several times as slow.
 */
import { installedRuntime } from "./installed.js";
import { unobservedRuntime } from "./unobserved.js";

const runtime = installedRuntime() ?? unobservedRuntime();

export const {
  stack, hits, count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, texts, move, leave, pause,
} = runtime.names;
export const { register } = runtime;
