/** What `perline run` is asked to run: found before it is started, so that what is missing is told and costs no profile. */
import { existsSync, openSync, readSync, closeSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, extname, join, resolve } from "node:path";
import { PerlineError } from "@perline/format";
import type { Code } from "./handover.js";

/** A program that can be started. */
export interface Target {
  /** What the profile is named after. */
  name: string;
  /** A script for Node, which is started with flags of ours; or a command, which is not. */
  kind: "script" | "command";
  /** Absolute, or a name for the operating system to find. */
  executable: string;
  /** Behind the executable and, for a script, behind Node's own flags. */
  args: string[];
  /** The program's text where it has no file; that of stdin is still to be read. */
  code: Code | null;
}

/** What stands behind the options of `perline run`. */
export interface Asked {
  /** `-e`. */
  code: string | undefined;
  /** The script and its arguments, or the command and its. */
  words: readonly string[];
  /** Whether `--` stood before them. */
  command: boolean;
  /** The option right before them whose value may be left out, and was. */
  behindOption: string | null;
  /** The command of perline's that asks, for what is said of it. */
  asking: "run" | "memory";
  cwd: string;
}

const pathHint = "Check the path; it is relative to the working directory.";

/** Extensions that Node tries by itself, and those of TypeScript. */
const extensions = ["", ".js", ".json", ".node", ".ts", ".mts", ".cts", ".tsx"];

/**
 * Finds what is to be run. For `-` the program's text is still to be read.
 *
 * @throws PerlineError `usage` where nothing is named, `script-not-found`
 */
export function targetOf({ code, words, command, behindOption, asking, cwd }: Asked): Target {
  if (code !== undefined) return codeTarget({ text: code, name: "[eval]" }, words);
  const [first, ...rest] = words;
  if (first === undefined || first === "") {
    throw new PerlineError("usage", "there is nothing to run", { hint: `Name a script, as in \`perline ${asking} app.js\`.` });
  }
  if (command) return { name: bareName(first, cwd), kind: "command", executable: findCommand(first, cwd), args: rest, code: null };
  if (first === "-") return codeTarget({ text: "", name: "[stdin]" }, rest);
  const script = { name: bareName(first, cwd), kind: "script", executable: process.execPath, code: null } as const;
  if (isScript(resolve(cwd, first))) return { ...script, args: [first, ...rest] };
  const tool = findTool(first, cwd);
  if (tool === null) {
    const isCommand = !isFolder(resolve(cwd, first)) && commandNamed(first, cwd) !== null;
    if (isCommand) throw commandWithoutDashes(words, asking);
    throw notFound(first, { isFolder: isFolder(resolve(cwd, first)), option: behindOption });
  }
  return isForNode(tool) ? { ...script, args: [tool, ...rest] } : { ...script, kind: "command", executable: tool, args: rest };
}

/** `perline run node app.js`. */
function commandWithoutDashes([file = "", ...args]: readonly string[], asking: Asked["asking"]): PerlineError {
  const hint = `It is a command, before which stands --: \`perline ${asking} -- ${[file, ...args].join(" ")}\`.`;
  return new PerlineError("script-not-found", "there is no such script", { file, hint });
}

function notFound(file: string, found: { isFolder: boolean; option: string | null }): PerlineError {
  const what = found.isFolder ? "this is a folder, with no program to start" : "there is no such script, and no such tool in node_modules/.bin";
  const hint = found.option === null ? pathHint : `${pathHint} Where it is meant for ${found.option}: that takes a number of seconds.`;
  return new PerlineError("script-not-found", what, { file, hint });
}

function codeTarget(code: Code, args: readonly string[]): Target {
  const isInput = code.name === "[stdin]";
  const flags = isInput ? ["-"] : args.length === 0 ? [] : ["--"];
  return { name: isInput ? "stdin" : "eval", kind: "script", executable: process.execPath, args: [...flags, ...args], code };
}

/** The name of a file, or of a folder such as `.`, without what it is in and its extension. */
function bareName(file: string, cwd: string): string {
  const name = basename(resolve(cwd, file));
  return basename(name, extname(name)) || name;
}

/** Whether Node would find a script of that path: a file (or a pipe), or a folder that names or holds its main one. */
function isScript(path: string): boolean {
  return extensions.some((extension) => existsSync(path + extension) && !isFolder(path + extension))
    || (isFolder(path) && (hasMain(path) || isScript(join(path, "index"))));
}

function hasMain(folder: string): boolean {
  try {
    return createRequire(__filename).resolve(folder) !== "";
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The tool of that name that npm put into the nearest node_modules/.bin. */
function findTool(name: string, cwd: string): string | null {
  if (name !== basename(name)) return null;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const tool = join(folder, "node_modules", ".bin", name);
    if (isFile(tool)) return realpathSync(tool);
    if (folder === dirname(folder)) return null;
  }
}

/** Whether a tool is a script for Node, by its first line: npm links to scripts, other package managers write shell scripts. */
function isForNode(tool: string): boolean {
  if (/\.[cm]?[jt]s$/.test(tool)) return true;
  const descriptor = openSync(tool, "r");
  try {
    const start = Buffer.alloc(128);
    const length = readSync(descriptor, start);
    return /^#!.*\bnode\b/.test(start.toString("latin1", 0, length));
  } finally {
    closeSync(descriptor);
  }
}

/** A command as the operating system would find it by PATH. */
function findCommand(name: string, cwd: string): string {
  const found = commandNamed(name, cwd);
  if (found !== null) return found;
  const hint = name === basename(name) ? "Check its name, and PATH." : pathHint;
  throw new PerlineError("script-not-found", "there is no such command", { file: name, hint });
}

function commandNamed(name: string, cwd: string): string | null {
  const endings = process.platform === "win32" ? ["", ...(process.env["PATHEXT"] ?? ".EXE").split(";")] : [""];
  const isPath = name !== basename(name);
  const folders = isPath ? [cwd] : (process.env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) {
    const found = endings.map((ending) => resolve(folder, name + ending)).find(isFile);
    // A name is passed as it is, so that the command sees itself called as it would be.
    if (found !== undefined) return process.platform === "win32" ? found : name;
  }
  return null;
}
