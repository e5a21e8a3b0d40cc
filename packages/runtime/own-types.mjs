/**
 * Puts the types of @perline/format beside those that name them, behind the compiler: this package has no dependency, also where it is
 * installed alone and the compiler looks into its declarations.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const format = join(import.meta.dirname, "..", "format", "dist");
const index = readFileSync(join(format, "index.d.ts"), "utf8");
const copied = ["index", ...[...index.matchAll(/ from "\.\/(.*)\.js"/g)].map(([, name]) => name)].map((name) => `${name}.d.ts`);

const own = join(import.meta.dirname, "format", "dist");
mkdirSync(own, { recursive: true });
for (const name of copied) writeFileSync(join(own, name), readFileSync(join(format, name), "utf8").replace(/^\/\/# sourceMappingURL=.*/m, ""));

for (const dist of [join(import.meta.dirname, "dist"), join(import.meta.dirname, "esm", "dist")]) {
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((each) => each.endsWith(".d.ts"))) {
    const file = join(dist, name);
    const text = readFileSync(file, "utf8");
    const path = relative(dirname(file), join(own, "index.js")).split(sep).join("/");
    const linked = text.replaceAll(' from "@perline/format"', ` from "${path}"`);
    if (linked !== text) writeFileSync(file, linked);
  }
}
