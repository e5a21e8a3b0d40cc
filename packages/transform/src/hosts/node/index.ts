/** perline in a Node process: one instrumenter thread, and hooks that ask it. "@perline/transform/node". */
export { installHooks, type Waiting } from "./hooks.js";
export { fileSkipReasons } from "./file-skips.js";
export { startInstrumenter, type Instrumenter } from "./instrumenter.js";
export { inHooksThread } from "./hooks-thread.js";
export type { HostOptions } from "./protocol.js";
export { FileSelection, findRoot, sourcePath, unmatchedIncludes, type SelectionOptions } from "../../selection.js";
