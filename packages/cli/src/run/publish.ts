/**
 * Puts a profile where it ends up: whole at any moment, never lost.
 *
 * It is written beside its place and renamed; what is no regular file (a pipe, a device) is written to directly.
 */
import { copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type * as nodeZlib from "node:zlib";
import { realOf } from "../real-path.js";
import { beside } from "./writable.js";

/** What to write: a file that holds it, or the text. */
export type Content = { copyOf: string } | { text: string };

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
  // What is renamed replaces the file, and not the link to it.
  const place = realOf(output);
  const trial = beside(place);
  try {
    if (output.endsWith(".gz")) writeFileSync(trial, packed(bytesOf(content)));
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

/** Compressed. Few runs want it, and all would wait for the library. */
function packed(bytes: Buffer): Buffer {
  const { gzipSync } = createRequire(__filename)("node:zlib") as typeof nodeZlib;
  return gzipSync(bytes);
}
