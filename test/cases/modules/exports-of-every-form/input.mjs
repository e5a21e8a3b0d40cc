import { join } from "node:path";
export const a = join("a", "b"), b = () => a;
export let count = 0;
export function increment() {
  count++;
}
export class C {
  m() {
    return count;
  }
}
export default class {
  static n = this.name;
}
const x = 1;
export { x as y, increment as again };
export * as path from "./other.mjs";
increment();
