/** From profiles to what people and machines read: merge, views (plain rows), formats. */
export * from "./figures.js";
export * from "./format.js";
export * from "./formats/index.js";
export * from "./function-order.js";
export * from "./merge.js";
export * from "./options.js";
export * from "./select.js";
export * from "./threads.js";
export { parseUnit, type TimeUnit } from "./units.js";
export * from "./views/call-tree.js";
export * from "./views/callers.js";
export * from "./views/functions.js";
export * from "./views/lines.js";
export * from "./views/summary.js";
