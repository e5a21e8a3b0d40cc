/**
 * esbuild hands a file to the first plugin that gives its contents, and to no other. So a file that stays as it is stays with esbuild,
 * and one that is instrumented is read in the language that the build says.
 */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Loader, PartialMessage, PluginBuild } from "esbuild";
import type { Host, SourceMapText } from "./host.js";

/** What esbuild takes files for unless it is told otherwise. */
const usual: Readonly<Record<string, Loader>> = {
  ".js": "js", ".mjs": "js", ".cjs": "js", ".jsx": "jsx", ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx",
};

/** What is code, to esbuild. */
const scripts: ReadonlySet<Loader | undefined> = new Set<Loader>(["js", "jsx", "ts", "tsx"]);

/** Has a build instrument its files. */
export function instrumentFiles(host: Host, build: PluginBuild): void {
  const { absWorkingDir = process.cwd(), loader: loaders = {}, platform, sourcemap } = build.initialOptions;
  host.learn({ cwd: absWorkingDir });
  build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path, suffix, with: attributes }) => {
    const loader = loaders[extname(path)] ?? usual[extname(path)];
    const isCode = suffix === "" && Object.keys(attributes).length === 0 && scripts.has(loader);
    if (!isCode || !host.concerns(path, "scripts")) return undefined;
    const [errors, warnings]: [PartialMessage[], PartialMessage[]] = [[], []];
    const text = await readFile(path, "utf8");
    const transformed = host.transform({ id: path, text, inNode: platform === "node", map: () => null }, {
      warn: (message) => warnings.push({ text: message }),
      error: ({ message, loc }) => errors.push({ text: message, ...(loc === undefined ? {} : { location: loc }) }),
    });
    if (transformed === null || loader === undefined) return { errors, warnings };
    const { code, map } = transformed;
    return { contents: sourcemap ? `${code}\n${comment(map)}` : code, loader, watchFiles: [path], errors, warnings };
  });
}

/** A map as a comment in the text that it is of. */
function comment(map: SourceMapText): string {
  return `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;
}
