// Formats JavaScript, TypeScript and Markdown; the first, ROUNDS times (once unless told).
import { readFileSync } from "node:fs";
import * as prettier from "prettier";

const file = (path) => readFileSync(new URL(`../../../node_modules/${path}`, import.meta.url), "utf8");
const script = file("handlebars/lib/handlebars/compiler/javascript-compiler.js");
for (let round = 1; round < Number(process.env.ROUNDS ?? 1); round++) await prettier.format(script, { parser: "babel" });
process.stdout.write(await prettier.format(script, { parser: "babel" }));
process.stdout.write(await prettier.format(file("fast-check/README.md"), { parser: "markdown" }));
process.stdout.write(await prettier.format("interface A { b: string, c?: (x: number)=>void }\nconst f = async<T,>(x: T)=>{await x}", { parser: "typescript" }));
await prettier.format("let = = 3", { parser: "babel" }).catch((error) => process.stdout.write(String(error.message)));
