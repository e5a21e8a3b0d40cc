import { early } from "./other.mjs";
export default function () {
  return "hoisted";
}
console.log(early);
