/** All there is to test. */

export * from "./shape.js";
export { Counter, sum } from "./sum.js";
