/** Profiles for scripts: read, put together, reported. */
import { PerlineError, type Profile } from "@perline/format";
import { mergeProfiles, parseFormat, type ReportOptions } from "@perline/reporter";
import { loadProfile } from "../report/load.js";

/** What a report shows, and how; what is not given is as `perline report` has it. */
export interface Reporting extends Partial<ReportOptions> {
  /** The id of one of the formats that `perline report --help` lists; by default `text`. */
  format?: string;
}

/**
 * Reads a profile file, compressed or not.
 *
 * @throws PerlineError `profile-unreadable`, `profile-foreign`, `profile-newer`, `profile-invalid`
 */
export function load(file: string): Profile {
  return loadProfile(file);
}

/**
 * Several profiles as one; processes and threads are kept apart.
 *
 * @throws PerlineError `usage` where there is none
 */
export function merge(profiles: Iterable<Profile>): Profile {
  return mergeProfiles(profiles);
}

/**
 * The report of a profile, as `perline report` prints it.
 *
 * @throws PerlineError `usage` for a format that is none or no text, and for processes or threads that are not in the profile
 */
export async function report(profile: Profile, { format = "text", ...options }: Reporting = {}): Promise<string> {
  if (parseFormat(format).binary) throw new PerlineError("usage", `the format ${format} is no text`, { hint: "Call reportBytes for it." });
  return Buffer.from(await reportBytes(profile, { format, ...options })).toString("utf8");
}

/**
 * The same as bytes, of any format.
 *
 * @throws PerlineError `usage` for a format that is none, and for processes or threads that are not in the profile
 */
export async function reportBytes(profile: Profile, { format = "text", ...options }: Reporting = {}): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of parseFormat(format).export(profile, options)) {
    pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
  }
  return Buffer.concat(pieces);
}
