/** Profiles from files: read, unpacked where they are compressed, checked. */
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

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch (cause) {
    const isCut = cause instanceof Error && "code" in cause && cause.code === "Z_BUF_ERROR";
    throw new PerlineError("profile-unreadable", isCut ? "the profile is cut off" : "the compression of the profile is damaged", {
      file, cause, hint: "Run the program again.",
    });
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new PerlineError("profile-unreadable", `the profile cannot be read: ${refusalOf(cause)}`, {
      file, cause, hint: "Give the file that `perline run` named.",
    });
  }
}
