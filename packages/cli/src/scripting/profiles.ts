/** Profiles for scripts: read, put together, reported. */
import type { Profile } from "@perline/format";
import { mergeProfiles, parseFormat, type ReportOptions } from "@perline/reporter";
import { loadProfile } from "../report/load.js";

/** What a report shows, and how; what is not given is as `perline report` has it. */
export interface Reporting extends Partial<ReportOptions> {
  /** By default `text`. */
  format?: "text" | "functions" | "tree" | "json";
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
 * @throws PerlineError `usage` for an empty list
 */
export function merge(profiles: readonly Profile[]): Profile {
  return mergeProfiles(profiles);
}

/**
 * The report of a profile, as `perline report` prints it.
 *
 * @throws PerlineError `usage` for a format that is none, and for processes or threads that are not in the profile
 */
export async function report(profile: Profile, { format = "text", ...options }: Reporting = {}): Promise<string> {
  let text = "";
  for await (const piece of parseFormat(format).export(profile, options)) {
    text += typeof piece === "string" ? piece : Buffer.from(piece).toString("utf8");
  }
  return text;
}
