export * from "./other.mjs";
export { one as uno } from "./other.mjs";
import "./other.mjs";
import { one } from "./other.mjs";
export { one as eins };
export {};
