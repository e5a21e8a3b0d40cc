import { early } from "./other.mjs";
export function hoisted() {
  return 1;
}
console.log(early);
