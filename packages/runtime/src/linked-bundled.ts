/**
 * "@perline/runtime/linked" for bundlers: an ES module whose exports a bundler turns into variables of the bundle, as quick as names
 * of script scope. Reading them as properties of a CommonJS module's exports makes tight loops several times as slow.
 */
import { installedRuntime } from "./installed.js";
import { linkedNames, type LinkedNames } from "./linked-names.js";
import { unobservedRuntime } from "./unobserved.js";

const runtime = installedRuntime() ?? unobservedRuntime();

/** Makes a source known, a `LinkedSource` as JSON text; gives what its code calls. */
export const register = (json: string): LinkedNames => linkedNames(runtime.register(json), runtime.names);
