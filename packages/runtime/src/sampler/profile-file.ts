/**
 * Writes a profile so that at any moment the file is whole: beside it first, then renamed over it.
 */
import fs from "node:fs";

/** What is asked of the file system. */
export type FileSystem = Pick<typeof fs, "closeSync" | "openSync" | "renameSync" | "rmSync" | "writeSync">;

/** Puts `pieces`, one after the other, into `file`. Throws what the file system throws; the old file is then untouched. */
export function replaceFile(file: string, pieces: Iterable<string>, files: FileSystem = fs): void {
  const { closeSync, openSync, renameSync, rmSync, writeSync } = files;
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(beside, "w");
    try {
      for (const piece of pieces) {
        // A disk that is about to be full takes a part, and complains of the rest only.
        const bytes = Buffer.from(piece);
        for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
      }
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
