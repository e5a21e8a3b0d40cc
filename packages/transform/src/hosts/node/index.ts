/** perline in a Node process: one instrumenter thread, and hooks that ask it. "@perline/transform/node". */
export { installHooks, installWorkerHooks, type HostThread, type Waiting } from "./hooks.js";
export { fileSkipReasons } from "./file-skips.js";
export { Instrumenter, reachInstrumenter, type InstrumenterAccess } from "./instrumenter.js";
export type { HostOptions } from "./protocol.js";
export { FileSelection, findRoot, sourcePath, unmatchedIncludes, type SelectionOptions } from "../../selection.js";
