/** Looks for the two words of a list that are most alike. WORDS is how many it has. */
import { distance } from "./distance.js";

const count = Number(process.env["WORDS"] ?? 400);
const words = Array.from({ length: count }, (_, index) => String(100_000 + (index * 7919) % 900_000));
let least = Infinity;
for (const word of words) {
  for (const other of words) {
    if (word !== other) least = Math.min(least, distance(word, other));
  }
}
console.log(`${least} letters`);
