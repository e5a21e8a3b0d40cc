import { distance } from "./distance.js";

const length = Number(process.env.LENGTH ?? 3000);
const letters = (step) => Array.from({ length }, (_, index) => String.fromCharCode(97 + (index * step) % 26)).join("");
console.log(`The texts differ by ${distance(letters(3), letters(5))} letters of ${length}.`);
