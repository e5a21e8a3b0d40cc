/** Profiles put together in a file that can be read: one that would be too long for that holds their sums. */
import { constants } from "node:buffer";
import { statSync } from "node:fs";
import type { Profile } from "@perline/format";
import { mergedText, summedText } from "@perline/reporter";
import { replaceFile } from "./replace.js";

/** What is to be written. */
export interface Merged {
  output: string;
  /** Whether the processes of one script are one. */
  isSum: boolean;
  /** Bytes that can be read back; as many as V8 takes into one text, unless told, where it is a file. */
  mostBytes?: number;
}

/** The text has become too long. */
class TooLong extends Error {}

/**
 * Writes the profiles that a call of `profiles` gives. Where they are too long together, they are read once more and summed. Gives
 * whether what was written is a sum.
 *
 * @throws PerlineError as reading, merging and writing do
 */
export async function writeMerged(
  profiles: () => Iterable<Profile>, { output, isSum, mostBytes = mostBytesOf(output) }: Merged,
): Promise<boolean> {
  if (!isSum) {
    try {
      await replaceFile(output, noLongerThan(mergedText(profiles()), mostBytes));
      return false;
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
    }
  }
  await replaceFile(output, summedText(profiles()));
  return true;
}

/** What is no regular file (a pipe, a device) is read by others, and nothing that was written there can be taken back. */
function mostBytesOf(output: string): number {
  return statSync(output, { throwIfNoEntry: false })?.isFile() === false ? Infinity : constants.MAX_STRING_LENGTH;
}

/** @throws TooLong behind so many bytes */
function* noLongerThan(pieces: Iterable<string>, mostBytes: number): Generator<string> {
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(piece);
    if (bytes > mostBytes) throw new TooLong();
    yield piece;
  }
}
