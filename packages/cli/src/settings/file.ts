/** Settings by file: `perline.config.{js,ts,json}`, or the key `perline` of package.json, in the nearest folder that has one. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import { PerlineError } from "@perline/format";
import type * as esbuild from "esbuild";
import { lilconfigSync } from "lilconfig";
import { checkLayer } from "./check.js";
import type { Layer } from "./settings.js";

const configNames = ["perline.config.js", "perline.config.ts", "perline.config.json"];

/**
 * What the configuration nearest to a folder says; nothing where there is none.
 *
 * @throws PerlineError `config-invalid`, naming file and key
 */
export function fileLayer(folder: string): Layer {
  const found = search(folder);
  if (found === null) return {};
  return checkLayer(found.config, { code: "config-invalid", file: found.filepath, nameOf: (key) => JSON.stringify(key) });
}

function search(folder: string): { config: unknown; filepath: string } | null {
  // package.json first: it is there anyway, and a perline.config beside it would be a second truth.
  const explorer = lilconfigSync("perline", { searchPlaces: ["package.json", ...configNames], loaders: { ".js": loadModule, ".ts": loadTypeScript } });
  try {
    return explorer.search(folder);
  } catch (cause) {
    if (cause instanceof PerlineError) throw cause;
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new PerlineError("config-invalid", `the configuration nearest to ${folder} cannot be read: ${reason}`, { cause });
  }
}

/** A configuration that is a module, CommonJS or ES: its default export, or what it exports. */
function loadModule(file: string): unknown {
  return configurationOf(createRequire(file)(file));
}

/** The same in TypeScript, which Node may not read by itself. */
function loadTypeScript(file: string, text: string): unknown {
  const { transformSync } = createRequire(__filename)("esbuild") as typeof esbuild;
  const { code } = transformSync(text, { loader: "ts", format: "cjs", sourcefile: file });
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(code, ["exports", "require", "module", "__filename", "__dirname"], { filename: file });
  Reflect.apply(run, undefined, [module.exports, createRequire(file), module, file, dirname(file)]);
  return configurationOf(module.exports);
}

function configurationOf(exported: unknown): unknown {
  const isModule = typeof exported === "object" && exported !== null && "default" in exported;
  return isModule ? exported.default : exported;
}
