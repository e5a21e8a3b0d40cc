// Minifies a library with compression and mangling, and prints the code with its map.
import { readFileSync } from "node:fs";
import { minify } from "terser";

const code = readFileSync(new URL("../../../node_modules/acorn/dist/acorn.js", import.meta.url), "utf8");
const result = await minify({ "acorn.js": code }, { compress: { passes: 1 }, mangle: true, sourceMap: true });
process.stdout.write(result.code);
process.stdout.write(String(result.map));
