/** Settings by file: `perline.config.{js,ts,json}`, or the key `perline` of package.json, in the nearest folder that has one. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { PerlineError } from "@perline/format";
import type * as esbuild from "esbuild";
import { checkLayer } from "./check.js";
import type { Layer } from "./settings.js";

/** What a file says, and which one. */
interface Found {
  config: unknown;
  file: string;
}

type Load = (file: string, text: string) => unknown;

/** Where a folder may say something. package.json first: it is there anyway, and a file beside it would be a second truth. */
const places: readonly (readonly [name: string, load: Load])[] = [
  ["package.json", told(loadPackage)],
  ["perline.config.js", told(loadModule)],
  ["perline.config.ts", told(loadTypeScript)],
  ["perline.config.json", told(loadJson)],
];

/**
 * What the configuration nearest to a folder says; nothing where there is none.
 *
 * @throws PerlineError `config-invalid`, naming file and key
 */
export function fileLayer(folder: string): Layer {
  const found = search(folder);
  if (found === null) return {};
  return checkLayer(found.config, { code: "config-invalid", file: found.file, nameOf: (key) => JSON.stringify(key) });
}

/** Looks in a folder and those above it, up to the person's own. */
function search(from: string): Found | null {
  const last = homedir();
  for (let folder = from; ; folder = dirname(folder)) {
    for (const [name, load] of places) {
      const file = join(folder, name);
      const text = read(file);
      const config = text.trim() === "" ? undefined : load(file, text);
      if (config !== undefined) return { config, file };
    }
    if (folder === last || folder === dirname(folder)) return null;
  }
}

/** A file's text; empty for one that is not there, or that nobody may read. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What package.json says of perline; undefined for nothing. One that neither parses nor names perline is Node's to tell of. */
function loadPackage(_file: string, text: string): unknown {
  const description: unknown = text.includes('"perline"') ? JSON.parse(text) : null;
  const holds = typeof description === "object" && description !== null && "perline" in description;
  return holds ? description.perline ?? undefined : undefined;
}

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
