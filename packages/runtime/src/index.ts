/** The mark `profile`, and what a program can ask of its own measurement: nothing that measures is loaded before it asks. */
export { abiVersion } from "./abi.js";
export type { Configuration, MeasureOptions } from "./control.js";
export { LineProfiler, type Printing } from "./line-profiler.js";
export { enableGlobal, profile, type ProfileMark } from "./mark.js";
export { configure, mark, reset, snapshot, start, stop } from "./measuring.js";
