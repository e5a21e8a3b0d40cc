/** Settings by file: `perline.config.{js,ts,json}`, or the key `perline` of package.json, in the nearest folder that has one. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { PerlineError } from "@perline/format";
import type * as esbuild from "esbuild";
import { checkLayer } from "./check.js";
import type { Layer } from "./settings.js";

/** A file that says something, and how to learn what. */
interface Found {
  file: string;
  load: () => unknown;
}

type Load = (file: string, text: string) => unknown;

/** The files that are nothing but a configuration. */
const files: readonly (readonly [name: string, load: Load])[] = [
  ["perline.config.js", told(loadModule)],
  ["perline.config.ts", told(loadTypeScript)],
  ["perline.config.json", told(loadJson)],
];

/**
 * What the configuration nearest to a folder says; nothing where there is none.
 *
 * @throws PerlineError `config-invalid`, naming file and key, or the files where a folder has two
 */
export function fileLayer(folder: string): Layer {
  const found = search(folder);
  if (found === null) return {};
  const { file, load } = found;
  return checkLayer(load(), { code: "config-invalid", file, nameOf: (key) => JSON.stringify(key) });
}

/** Looks in a folder and those above it, up to the person's own. Of two in one folder neither is the obvious one. */
function search(from: string): Found | null {
  const last = homedir();
  for (let folder = from; ; folder = dirname(folder)) {
    const [found, second] = configurationsIn(folder);
    if (found !== undefined && second !== undefined) {
      const both = `${basename(found.file)} and ${basename(second.file)}`;
      throw new PerlineError("config-invalid", `there are two configurations, ${both}`, { file: folder, hint: "Keep one of them." });
    }
    if (found !== undefined) return found;
    if (folder === last || folder === dirname(folder)) return null;
  }
}

/** The configurations in one folder. An empty file says nothing, and package.json most often speaks of other things. */
function* configurationsIn(folder: string): Generator<Found> {
  const description = join(folder, "package.json");
  const config = told(loadPackage)(description, read(description));
  if (config !== undefined) yield { file: description, load: () => config };
  for (const [name, load] of files) {
    const file = join(folder, name);
    const text = read(file);
    if (text.trim() !== "") yield { file, load: () => load(file, text) };
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
