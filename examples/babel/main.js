import { anagrams } from "./anagrams.js";

const words = ["listen", "silent", "enlist", "stone", "notes", "onset", "elbow", "below", "study", "dusty"];
const others = Array.from({ length: Number(process.env.WORDS ?? 600) }, (_, n) => `word${n}`);
console.log(anagrams([...words, ...others]).filter((pair) => !/\d/.test(pair)).join("\n"));
