/** `perline instrument`: prints the instrumented source, to see what is done. */
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Command } from "commander";
import { mark, PerlineError } from "@perline/format";
import { findRoot, sourcePath } from "@perline/transform/selection";
import { refusalOf } from "../refusal.js";

/** The options as typed. */
interface Typed {
  clock: string;
  select: string;
  marks?: boolean;
}

/** Adds the command. */
export function defineInstrument(program: Command): void {
  program.command("instrument")
    .summary("print the instrumented source of a file")
    .description("Prints what perline makes of a file. When it runs, each piece that is inserted stands between invisible marks,\n"
      + "by which the text of functions is restored; they are left out here unless asked for.")
    .argument("<file>", "JavaScript or TypeScript")
    .option("--clock <kind>", "sampled or exact", "sampled")
    .option("--select <what>", "all functions, or those that are marked", "all")
    .option("--marks", "print the invisible marks too")
    .addHelpText("after", "\nExample:\n  $ perline instrument app.js")
    .action((file: string, typed: Typed) => printInstrumented(file, typed));
}

async function printInstrumented(file: string, { clock, select, marks = false }: Typed): Promise<void> {
  const filename = resolve(file);
  requireProgram(file);
  const text = read(filename, file);
  const { instrument } = await import("@perline/transform");
  const instrumentAs = (goal: "module" | "commonjs"): string => instrument(text, {
    filename,
    goal,
    path: sourcePath(findRoot(process.cwd()), filename),
    clock: oneOf("--clock", clock, ["sampled", "exact"]),
    select: oneOf("--select", select, ["all", "marked"]),
    base: 1,
    keepText: false,
  }).code;
  const code = withHint(file, () => (isModule(filename) ? instrumentAs("module") : instrumentAsEither(instrumentAs)));
  process.stdout.write(marks ? code : code.replaceAll(mark, ""));
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

/** What does not parse is told by the name that was typed, and with what to do about it. */
function withHint(file: string, instrumentIt: () => string): string {
  try {
    return instrumentIt();
  } catch (error) {
    if (!(error instanceof PerlineError) || error.code !== "source-syntax") throw error;
    // The parser ends its sentence itself, and tells line and column behind it.
    throw new PerlineError(error.code, error.message.replace(/\.?( \(\d+:\d+\))?\.?$/, ""), {
      file, ...(error.line === undefined ? {} : { line: error.line }), cause: error, hint: "Mend the file, and try again.",
    });
  }
}

function isModule(filename: string): boolean {
  return /^\.m[jt]s$/.test(extname(filename));
}

/** As Node does with a file that could be either: CommonJS, unless only an ES module can be written like that. */
function instrumentAsEither(instrumentAs: (goal: "module" | "commonjs") => string): string {
  try {
    return instrumentAs("commonjs");
  } catch (error) {
    if (!(error instanceof PerlineError) || error.code !== "source-syntax") throw error;
    return instrumentAs("module");
  }
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new PerlineError("usage", `${option} must be ${allowed.join(" or ")}, not ${JSON.stringify(text)}`);
}
