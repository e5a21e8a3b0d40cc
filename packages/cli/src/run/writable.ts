/**
 * The file a profile ends up in: known to be writable before the program starts. It is written beside its place and renamed, so
 * that is what is tried; see publish.ts.
 */
import { accessSync, constants, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PerlineError } from "@perline/format";
import { realOf } from "../real-path.js";
import { writeRefusalOf } from "../refusal.js";

/**
 * Makes sure that a profile can be written there, and leaves no trace. `option`: by what a person chooses another place.
 *
 * @throws PerlineError `output-not-writable`
 */
export function requireWritable(output: string, option: "--output" | "PERLINE_OUTPUT" = "--output"): void {
  try {
    const present = statSync(output, { throwIfNoEntry: false });
    if (present?.isDirectory() === true) throw new Error("it is a folder");
    if (present !== undefined) accessSync(output, constants.W_OK);
    if (present !== undefined && !present.isFile()) return;
    const trial = beside(realOf(output));
    writeFileSync(trial, "");
    rmSync(trial);
  } catch (cause) {
    throw new PerlineError("output-not-writable", `the profile cannot be written there: ${writeRefusalOf(cause, output)}`, {
      file: output, cause, hint: `Choose another place with ${option}.`,
    });
  }
}

/**
 * The same for a place that a process replaces again and again: what is no regular file would be lost by it.
 *
 * @throws PerlineError `output-not-writable`
 */
export function requireReplaceable(output: string): void {
  requireWritable(output, "PERLINE_OUTPUT");
  if (statSync(output, { throwIfNoEntry: false })?.isFile() !== false) return;
  throw new PerlineError("output-not-writable", "the profile cannot be written there: it is no regular file", {
    file: output, hint: "Choose another place with PERLINE_OUTPUT.",
  });
}

/** A name in the same folder, so that renaming is atomic. */
export function beside(output: string): string {
  return join(dirname(output), `.${basename(output)}.${process.pid}.tmp`);
}
