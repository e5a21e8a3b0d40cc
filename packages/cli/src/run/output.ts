/**
 * The file a profile ends up in: known to be writable before the program starts, whole at any moment, never lost.
 *
 * It is written beside its place and renamed; what is no regular file (a pipe, a device) is written to directly.
 */
import {
  accessSync, constants, copyFileSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { PerlineError } from "@perline/format";
import { writeRefusalOf } from "../refusal.js";

/** What to write: a file that holds it, or the text. */
export type Content = { copyOf: string } | { text: string };

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

/**
 * Writes a profile, into the temporary folder where its own place fails.
 *
 * @returns where it went; null where it could be written nowhere
 */
export function publish(content: Content, output: string): string | null {
  for (const place of [output, join(tmpdir(), `${process.pid}-${basename(output)}`)]) {
    try {
      write(content, place);
      return place;
    } catch {
      // The next place is the answer; that this one failed is told by where the profile went.
    }
  }
  return null;
}

function write(content: Content, output: string): void {
  if (statSync(output, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(output, bytesOf(content));
    return;
  }
  const place = realOf(output);
  const trial = beside(place);
  try {
    if (output.endsWith(".gz")) writeFileSync(trial, gzipSync(bytesOf(content)));
    else if ("copyOf" in content) copyFileSync(content.copyOf, trial);
    else writeFileSync(trial, content.text);
    renameSync(trial, place);
  } catch (error) {
    rmSync(trial, { force: true });
    throw error;
  }
}

function bytesOf(content: Content): Buffer {
  return "text" in content ? Buffer.from(content.text) : readFileSync(content.copyOf);
}

/** Where a link leads, so that renaming replaces the file and not the link. */
function realOf(output: string): string {
  return existsSync(output) ? realpathSync(output) : output;
}

/** A name in the same folder, so that renaming is atomic. */
function beside(output: string): string {
  return join(dirname(output), `.${basename(output)}.${process.pid}.tmp`);
}
