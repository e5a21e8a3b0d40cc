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
  const explorer = lilconfigSync("perline", {
    searchPlaces: ["package.json", ...configNames],
    loaders: { ".js": told(loadModule), ".ts": told(loadTypeScript), ".json": told(loadJson) },
  });
  return explorer.search(folder);
}

type Load = (file: string, text: string) => unknown;

/** A loader whose failures name the file, and the line where it is known. */
function told(load: Load): Load {
  return (file, text) => {
    try {
      return load(file, text);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      // What esbuild refuses is told on its second line.
      const reason = /ERROR: (.*)/.exec(message)?.[1] ?? message.split("\n")[0] ?? message;
      const line = lineOf(cause, file, text);
      throw new PerlineError("config-invalid", `the configuration cannot be read: ${reason}`, { file, ...(line === null ? {} : { line }), cause });
    }
  };
}

/** The line of a file that a failure tells of: by its trace, or by the position in JSON; null where it tells none. */
function lineOf(failure: unknown, file: string, text: string): number | null {
  const trace = failure instanceof Error ? (failure.stack ?? failure.message) : "";
  const [, line] = trace.split(file).slice(1).map((rest) => /^:(\d+)/.exec(rest)).find((found) => found !== null) ?? [];
  if (line !== undefined) return Number(line);
  const [, position] = / in JSON at position (\d+)/.exec(trace) ?? [];
  return position === undefined ? null : text.slice(0, Number(position)).split("\n").length;
}

function loadJson(_file: string, text: string): unknown {
  return JSON.parse(text);
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
