/**
 * What TypeScript means by a specifier, where Node alone would not find it: `./x` and `./x.js` are the source they come from,
 * folders have an index, `paths` and `baseUrl` name files.
 */
import { statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { settingsOf } from "./tsconfig.js";

/** The sources a JavaScript extension may come from. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".jsx"], ".jsx": [".tsx"], ".mjs": [".mts"], ".cjs": [".cts"],
};
/** What an extensionless specifier may mean, in order. */
const implied = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** The file a TypeScript file imports by a specifier (a bare name, a path, never a URL); null to leave it to Node. */
export function resolveFromTypeScript(specifier: string, importer: string): string | null {
  if (/^(\.{1,2}([\\/]|$)|\/|[A-Za-z]:[\\/])/.test(specifier)) return findFile(resolve(dirname(importer), specifier));
  for (const candidate of settingsOf(importer).candidates(specifier)) {
    const found = findFile(candidate);
    if (found !== null) return found;
  }
  return null;
}

function findFile(path: string): string | null {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (sourcesOf[extension] ?? []).map((source) => stem + source);
  const exact = [...sources, path, ...implied.map((source) => path + source)].find(isFile);
  if (exact !== undefined) return exact;
  // A folder with a package.json of its own is Node's to read.
  if (isFile(join(path, "package.json"))) return null;
  return implied.map((source) => join(path, `index${source}`)).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
