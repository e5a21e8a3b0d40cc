/**
 * Puts the code of a page's sampler into one text, behind the compiler: a worker that is made of a text is there sooner than one that
 * loads file after file, and needs no bundler that knows workers.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const folder = join(import.meta.dirname, "esm", "dist", "browser");
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8"));
const { outputFiles: [sampler] } = buildSync({
  entryPoints: [join(folder, "sampler-thread.js")], bundle: true, minify: true, format: "iife", target: "es2022", write: false,
});
const built = { samplerText: sampler.text, version };
const lines = Object.entries(built).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
writeFileSync(join(folder, "built.js"), lines.join(""));
