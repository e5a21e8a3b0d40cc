import { a, b } from "./lib.cjs";
import * as c from "./exports.cjs";
import { default as d } from "./lib.cjs";
console.log(a, b, c.x, c.y(), Object.keys(c).join().replace("module.exports,", ""), d.a);
