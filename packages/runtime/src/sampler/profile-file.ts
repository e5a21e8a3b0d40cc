/**
 * Writes a profile so that at any moment the file is whole: beside it first, then renamed over it.
 */
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Puts `pieces`, one after the other, into `file`. Throws what the file system throws; the old file is then untouched. */
export function replaceFile(file: string, pieces: Iterable<string>): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(beside, "w");
    try {
      for (const piece of pieces) writeSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
