/** `perline instrument`: prints the instrumented source, to see what is done. */
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { clockChoices, mark, PerlineError } from "@perline/format";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { oneOf } from "../command-line/value.js";
import { refusalOf } from "../refusal.js";

/** How it is called, and what it does. */
export const instrumentCommand: Command = {
  name: "instrument",
  summary: "print the instrumented source of a file",
  description: "Prints what perline makes of a file. When it runs, each piece that is inserted stands between invisible marks, by which "
    + "the text of functions is restored; they are left out here unless asked for.",
  usage: ["[options] <file>"],
  words: { name: "file", meaning: "JavaScript or TypeScript", atLeast: 1, atMost: 1, passedOn: false },
  options: [
    { flags: "--clock <kind>", meaning: "sampled (default), exact or none" },
    { flags: "--memory", meaning: "count objects where they are created" },
    { flags: "--select <what>", meaning: "all functions (default), or those that are marked" },
    { flags: "--marks", meaning: "print the invisible marks too" },
  ],
  epilogue: "Example:\n  $ perline instrument app.js",
  run: printInstrumented,
};

async function printInstrumented(given: Given): Promise<void> {
  const { words: [file = ""] } = given;
  const filename = resolve(file);
  requireProgram(file);
  const clock = oneOf("--clock", given.text("clock"), clockChoices);
  const select = oneOf("--select", given.text("select"), ["all", "marked"]);
  const text = read(filename, file);
  const { instrument } = await import("../scripting/instrument.js");
  const code = withHint(file, () => instrument(text, { filename, clock, select, source: false, memory: given.has("memory") }).code);
  process.stdout.write(given.has("marks") ? code : code.replaceAll(mark, ""));
}

/** What Node imports too, and runs no line of. */
const noPrograms: Readonly<Partial<Record<string, string>>> = { ".json": "JSON", ".node": "a native addon", ".wasm": "WebAssembly" };

function requireProgram(file: string): void {
  const what = noPrograms[extname(file)];
  if (what === undefined) return;
  throw new PerlineError("source-syntax", `this is ${what}, and no program`, { file, hint: "Name a file of JavaScript or TypeScript." });
}

function read(filename: string, asTyped: string): string {
  try {
    return readFileSync(filename, "utf8");
  } catch (cause) {
    throw new PerlineError("script-not-found", `the file cannot be read: ${refusalOf(cause)}`, {
      file: asTyped, cause, hint: "Check the path; it is relative to the working directory.",
    });
  }
}

/** What cannot be instrumented is told by the name that was typed, and with what to do about it. */
function withHint(file: string, instrumentIt: () => string): string {
  try {
    return instrumentIt();
  } catch (error) {
    if (!(error instanceof PerlineError)) throw error;
    const { code, message, line, hint = "Mend the file, and try again." } = error;
    throw new PerlineError(code, message, { file, hint, ...(line === undefined ? {} : { line }), cause: error });
  }
}
