/** Profiles from files: read, unpacked where they are compressed, checked. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { PerlineError, type Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";

/**
 * Reads a profile file; one that begins as gzip's do is unpacked, whatever its name.
 *
 * @throws PerlineError `profile-unreadable` and the other codes of `readProfile`
 */
export function loadProfile(file: string): Profile {
  return readProfile(textOf(file), file);
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (cause) {
    throw new PerlineError("profile-unreadable", `the profile cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      file, cause, hint: "Is this the file that `perline run` named?",
    });
  }
}
