/** What Node was told to run in this process: a script, or code that has no file (`-e`, `-p`, stdin). */
import { basename, extname } from "node:path";

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
