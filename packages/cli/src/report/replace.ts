/** A file that is replaced as a whole: what is there until then stays, also where the new one cannot be finished. */
import { createWriteStream, renameSync, rmSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { PerlineError } from "@perline/format";
import { realOf } from "../real-path.js";
import { writeRefusalOf } from "../refusal.js";
import { beside } from "../run/writable.js";

/**
 * Writes pieces as they come, compressed where the name ends in `.gz`. What is no regular file (a pipe, a device) is written to
 * directly.
 *
 * @throws PerlineError `output-not-writable`, and what the pieces throw
 */
export async function replaceFile(output: string, pieces: Iterable<string>): Promise<void> {
  const isDirect = statSync(output, { throwIfNoEntry: false })?.isFile() === false;
  const place = isDirect ? output : realOf(output);
  const trial = isDirect ? output : beside(place);
  const target = createWriteStream(trial);
  try {
    if (output.endsWith(".gz")) await pipeline(Readable.from(pieces), createGzip(), target);
    else await pipeline(Readable.from(pieces), target);
    if (!isDirect) renameSync(trial, place);
  } catch (cause) {
    if (!isDirect) rmSync(trial, { force: true });
    if (cause instanceof PerlineError || !(cause instanceof Error && "code" in cause)) throw cause;
    throw new PerlineError("output-not-writable", `the profile cannot be written there: ${writeRefusalOf(cause, output)}`, {
      file: output, cause, hint: "Choose another place with --output.",
    });
  }
}
