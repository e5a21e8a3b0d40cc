// Bundles libraries of many modules, with a plugin, chunks and a dynamic import, ROUNDS times (three unless told: each in another
// format); prints the code and the warnings.
const { readFileSync } = require("node:fs");
const { resolve, dirname } = require("node:path");
const { rollup } = require("@rollup/wasm-node");

const modules = resolve(__dirname, "../../../node_modules");
const entries = { main: "virtual:main", tests: resolve(modules, "chai/index.js") };
const main = `import { parse } from ${JSON.stringify(resolve(modules, "csv-parse/lib/index.js"))};
import * as all from "virtual:names";
export const version = __VERSION__;
export class Unused { static #a = 1; static { this.b = all.one; } }
const lost = () => all.missing ?? all.two;
export function read(text) { if (false) { console.log("never"); } return parse(text, { columns: all.three }); }
export default async () => (await import("virtual:late")).late?.(lost());`;
const texts = {
  "virtual:main": main,
  "virtual:names": "export let one = 1, two = 2; export const three = true; export { names as self }; import * as names from 'virtual:names'; one ||= 3;",
  "virtual:late": "import { one } from 'virtual:names'; export const late = (x) => { label: for (const y of [x]) { if (y) continue label; } return one ** x; }; with_();function with_(){}",
};

const virtual = {
  name: "virtual",
  resolveId: (id, from) => (id in texts ? id : id.startsWith(".") && from ? resolve(dirname(from), id) : undefined),
  // Files are read at once: in which order they arrive would decide when queues are empty and WebAssembly's memory grows.
  load: (id) => texts[id] ?? readFileSync(id, "utf8"),
  transform: (code) => (code.includes("__VERSION__") ? { code: code.replace("__VERSION__", "\"1\""), map: { mappings: "" } } : null),
};

async function build(format) {
  const warnings = [];
  const external = ["stream", "util"];
  const onwarn = ({ code, message }) => void warnings.push(`${code} ${message}`);
  const bundle = await rollup({ input: entries, plugins: [virtual], external, onwarn });
  const { output } = await bundle.generate({ format, sourcemap: true, exports: "named", minifyInternalExports: true, entryFileNames: "[name]-[hash].js" });
  for (const { fileName, code, source, exports, imports } of output) console.log(`${fileName} ${exports} ${imports}\n${code ?? source}`);
  console.log(warnings.join("\n"));
  await bundle.close();
}

async function run() {
  for (const format of ["es", "cjs", "system"].slice(0, Number(process.env.ROUNDS ?? 3))) await build(format);
  texts["virtual:late"] = "export const = 1;";
  await build("es").catch((error) => console.log(error.code, error.message, error.frame));
}

run();
