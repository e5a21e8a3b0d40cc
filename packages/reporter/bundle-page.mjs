/**
 * Puts the code and the style of the report's page into one text each, behind the compiler: the format html writes them into every
 * page. Libraries that are in it keep their notices.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const folder = import.meta.dirname;

/** Of what the page takes a part, only that part: our own vocabulary from its sources, and what loading it would do is not missed. */
const partly = {
  name: "partly",
  setup({ onResolve, onLoad, resolve }) {
    // The page's own style has what is needed of it.
    onLoad({ filter: /d3-flamegraph\.css$/ }, () => ({ contents: "" }));
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

const { metafile } = await build({
  entryPoints: { page: join(folder, "src", "page", "main.ts"), style: join(folder, "src", "page", "page.css") },
  outdir: join(folder, "dist", "page"), bundle: true, minify: true, format: "iife", charset: "utf8", legalComments: "none",
  target: ["es2023", "chrome118", "firefox117", "safari17"], plugins: [partly], logLevel: "error",
  metafile: true,
});

/** The licences of the libraries that are in it, each with those that it is of. */
const licences = new Map();
const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
for (const name of new Set(parts.flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))) {
  const text = readFileSync(join(folder, "..", "..", "node_modules", name, "LICENSE"), "utf8").replaceAll("*/", "* /").trim();
  licences.set(text, [...licences.get(text) ?? [], name]);
}
const notices = [...licences].map(([text, names]) => `/*! ${names.join(", ")}\n\n${text} */\n`).join("");
const code = join(folder, "dist", "page", "page.js");
writeFileSync(code, notices + readFileSync(code, "utf8"));
