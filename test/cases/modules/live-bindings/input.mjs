import count, { increment } from "./other.mjs";
increment();
increment();
console.log(count);
