/**
 * Puts the code and the style of the report's page into one text each, behind the compiler: the format html writes them into every
 * page. Libraries that are in it keep their notices.
 */
import { join } from "node:path";
import { build } from "esbuild";

const folder = import.meta.dirname;

/** Of what the page takes a part, only that part: our own vocabulary from its sources, and what loading it would do is not missed. */
const partly = {
  name: "partly",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(@perline\/format(\/read)?|picomatch)$/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === "resolved") return undefined;
      const [, entry] = /^@perline\/format(?:\/(read))?$/.exec(path) ?? [];
      if (path === "picomatch") {
        const found = await resolve(path, { resolveDir, kind, pluginData: "resolved" });
        return { path: found.path, sideEffects: false };
      }
      return { path: join(folder, "..", "format", "src", `${entry ?? "index"}.ts`), sideEffects: false };
    });
  },
};

await build({
  entryPoints: { page: join(folder, "src", "page", "main.ts"), style: join(folder, "src", "page", "page.css") },
  outdir: join(folder, "dist", "page"), bundle: true, minify: true, format: "iife", charset: "utf8", legalComments: "inline",
  target: ["es2023", "chrome118", "firefox117", "safari17"], plugins: [partly], logLevel: "error",
});
