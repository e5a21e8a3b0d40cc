/**
 * What linked code imports: "@perline/runtime/linked", for Node. See abi.ts of the format package for what each is.
 *
 * Everything is that of the thread's one runtime: within a test runner's contexts this file is loaded again and again, and the runtime
 * is not.
 */
import { createRequire } from "node:module";
import { installedRuntime } from "./installed.js";
import { linkedNames, type LinkedNames } from "./linked-names.js";
import type * as unobserved from "./unobserved.js";

// Memory that nobody looks at is made where nothing else can be had.
const runtime = installedRuntime() ?? (createRequire(__filename)("./unobserved.js") as typeof unobserved).unobservedRuntime();

/** Makes a source known, a `LinkedSource` as JSON text; gives what its code calls. */
export const register = (json: string): LinkedNames => linkedNames(runtime.register(json), runtime.names);
