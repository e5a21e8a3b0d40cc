/** What Node was told to run in this process: a script, or code that has no file (`-e`, `-p`, stdin); and what follows from it. */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** The script as on the command line; null where there is none. */
export function givenScript(): string | null {
  const [, script = null] = process.argv;
  return script === "-" || evaluatesCode() ? null : script;
}

/** What the program is called: as its script without the ending, or as `perline run` calls code that has no file. */
export function programName(): string {
  const script = givenScript();
  if (script !== null) return basename(script, extname(script));
  if (process.argv[1] === "-") return "stdin";
  return evaluatesCode() ? "eval" : "node";
}

/** Whether code is given; under `--import` Node has read that of stdin by then. */
function evaluatesCode(): boolean {
  return typeof Reflect.get(process, "_eval") === "string";
}

/** Where its profile goes unless told: in the working directory; workers of a cluster all have one script, and a number with it. */
export function defaultFile(): string {
  const worker = process.env["NODE_UNIQUE_ID"];
  return `${programName()}${worker === undefined ? "" : `.${worker}`}.perline.json`;
}

/** The folder that paths in its profile are relative to: that of the nearest `package.json`, or without any the working directory. */
export function projectRoot(): string {
  const cwd = process.cwd();
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}
