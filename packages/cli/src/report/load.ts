/** Profiles from files: read, unpacked where they are compressed, checked. */
import { constants } from "node:buffer";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { PerlineError, type Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { refusalOf } from "../refusal.js";

/**
 * Reads a profile file; one that begins as gzip's do is unpacked, whatever its name.
 *
 * @throws PerlineError `profile-unreadable` and the other codes of `readProfile`
 */
export function loadProfile(file: string): Profile {
  return readProfile(textOf(file), file);
}

/**
 * Reads profile files one after the other, each when it is wanted.
 *
 * @param onRead is told how many have been read
 * @throws PerlineError as {@link loadProfile}
 */
export function* loadAll(files: readonly string[], onRead?: (count: number) => void): Generator<Profile> {
  for (const [index, file] of files.entries()) {
    const profile = loadProfile(file);
    onRead?.(index + 1);
    yield profile;
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return decoded(bytes, file);
  try {
    return decoded(gunzipSync(bytes), file);
  } catch (cause) {
    if (cause instanceof PerlineError) throw cause;
    const isCut = cause instanceof Error && "code" in cause && cause.code === "Z_BUF_ERROR";
    throw new PerlineError("profile-unreadable", isCut ? "the profile is cut off" : "the compression of the profile is damaged", {
      file, cause, hint: "Run the program again.",
    });
  }
}

/** V8 holds no longer text, which only profiles that were merged of very many come to. */
function decoded(bytes: Buffer, file: string): string {
  if (bytes.length <= constants.MAX_STRING_LENGTH) return bytes.toString("utf8");
  const [has, most] = [bytes.length, constants.MAX_STRING_LENGTH].map((length) => `${Math.floor(length / 1e6)} MB`);
  throw new PerlineError("profile-unreadable", `the profile has ${has}, and no more than ${most} can be read at once`, {
    file, hint: "Merge fewer profiles into one.",
  });
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new PerlineError("profile-unreadable", `the profile cannot be read: ${refusalOf(cause)}`, {
      file, cause,
      hint: "Give the file that `perline run` named. A program that a build has instrumented leaves one if something in it is marked.",
    });
  }
}
