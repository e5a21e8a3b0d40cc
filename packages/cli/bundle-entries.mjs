/**
 * Puts what a thread loads at its start into one file, behind the compiler: see src/bundle.ts. An entry's file is replaced by its
 * bundle; the compiler writes it anew when the entry changes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { init, parse as lexed } from "cjs-module-lexer";

const packages = join(import.meta.dirname, "..");

/**
 * What the threads of a run begin with: the command, the program's process, its sampler, its instrumenter, and who stands in for that;
 * what these load for a file that is not in the cache, and for TypeScript.
 */
const entries = [
  "cli/dist/main.js", "cli/dist/take-part.js", "runtime/dist/sampler/thread.js",
  "transform/dist/hosts/node/thread.js", "transform/dist/hosts/node/prepare-entry.js", "transform/dist/index.js",
  "transform/dist/hosts/node/typescript/strip.js",
];

/** How the line of a bundle begins that holds all. */
const holding = "const bundle = ";

/** The text of a file as the compiler wrote it, but for the comment that names its map: nobody reads maps of parts of a file. */
function textOf(file) {
  const text = readFileSync(file, "utf8");
  const line = text.split("\n").find((one) => one.startsWith(holding));
  return (line === undefined ? text : JSON.parse(line.slice(holding.length, -1)).files[0].text).replace(/^\/\/# sourceMappingURL=.*\s*$/m, "");
}

/** The files that a file loads with it, by the specifiers it has for them: those of our packages. */
function loadsOf(file, text) {
  const { resolve } = createRequire(file);
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  if (/(?<![\w.$])import\(/.test(code)) throw new Error(`${file} has an import(), which a bundle cannot do`);
  const specifiers = [...code.matchAll(/\brequire\("((?:\.|@perline\/)[^"]+\b)"\)/g)].map(([, specifier]) => specifier);
  return specifiers.map((specifier) => [specifier, resolve(specifier)]).filter(([, loaded]) => loaded.endsWith(".js"));
}

/** The package that a file belongs to. */
function packageOf(file) {
  const folder = join(packages, relative(packages, file).split(sep)[0]);
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { folder, name, version };
}

/** The bundle of an entry. */
function bundleOf(entry) {
  const owners = [];
  const files = [];
  const indexes = new Map();
  const add = (file) => {
    if (indexes.has(file)) return indexes.get(file);
    indexes.set(file, files.length);
    const owner = packageOf(file);
    if (!owners.some(({ name }) => name === owner.name)) owners.push(owner);
    const text = textOf(file);
    const path = relative(owner.folder, file).split(sep).join("/");
    const bundled = { owner: owners.findIndex(({ name }) => name === owner.name), path, text, loads: {} };
    files.push(bundled);
    for (const [specifier, loaded] of loadsOf(file, text)) bundled.loads[specifier] = add(loaded);
    return indexes.get(file);
  };
  add(entry);
  return { packages: owners.map(({ name, version }) => ({ name, version })), files };
}

/** JSON in one byte for each character: V8 takes twice as long for text that needs two. */
function printed(value) {
  return JSON.stringify(value).replace(/[^\0-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

await init();
const running = textOf(join(packages, "cli", "dist", "bundle.js"));
for (const entry of entries.map((name) => join(packages, name))) {
  const bundle = bundleOf(entry);
  const { exports: exported } = lexed(bundle.files[0].text);
  writeFileSync(entry, `"use strict";
${holding}${printed(bundle)};
const running = {};
((exports, require) => {
${running}})(running, require);
running.runBundle(bundle, module);
// For who imports names of it: Node looks for them in the text.
0 && (module.exports = { ${exported.filter((name) => name !== "__esModule").join(", ")} });
`);
}
