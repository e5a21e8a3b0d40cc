// Minifies a library with compression and mangling, ROUNDS times (once unless told), and prints the code with its map.
import { readFileSync } from "node:fs";
import { minify } from "terser";

const code = readFileSync(new URL("../../../node_modules/acorn/dist/acorn.js", import.meta.url), "utf8");
const files = { "acorn.js": code };
const options = { compress: { passes: 1 }, mangle: true };
for (let round = 1; round < Number(process.env.ROUNDS ?? 1); round++) await minify(files, options);
const result = await minify(files, { ...options, sourceMap: true });
process.stdout.write(result.code);
process.stdout.write(String(result.map));
