// Renders the documentation of installed packages to HTML, ROUNDS times (20 unless told).
import { readFileSync } from "node:fs";
import { marked } from "marked";

const documents = ["mocha", "chai", "acorn", "terser", "fast-check", "eslint", "typescript"].map((name) =>
  readFileSync(new URL(`../../../node_modules/${name}/README.md`, import.meta.url), "utf8"));
let html = [];
for (let round = 0; round < Number(process.env.ROUNDS ?? 20); round++) html = documents.map((text) => marked.parse(text));
process.stdout.write(html.join("\n"));
