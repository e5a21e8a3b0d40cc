/** The vocabulary that transform, runtime and reporter share. No IO. */
export * from "./abi.js";
export * from "./call-tree.js";
export * from "./clocks.js";
export * from "./counters.js";
export * from "./course.js";
export * from "./errors.js";
export * from "./linked.js";
export * from "./object-sizes.js";
export * from "./probe-table.js";
export * from "./profile.js";
export * from "./report.js";
export * from "./sites.js";
export * from "./split.js";
export * from "./traces.js";
export * from "./usage.js";
export * from "./visible.js";
export * from "./weights.js";
