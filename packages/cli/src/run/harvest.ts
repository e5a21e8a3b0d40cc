/** What the processes of a run have left in its folder, as one profile. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Profile } from "@perline/format";
import type * as reporter from "@perline/reporter";
import type { Content } from "./publish.js";

/** What a run has measured so far. */
export interface Harvest {
  profile: Profile;
  /** The same, ready to be written. */
  content: Content;
}

/**
 * Gathers what the processes have written. Null where none has written anything, or the folder is gone.
 *
 * One process that ended well is by far the most common: its file is the profile, and is not printed again.
 *
 * @param endedAt when the program ended, in milliseconds since 1970, from which the age of incomplete profiles is told; null
 *   while it runs
 */
export function gather(folder: string, endedAt: number | null): Harvest | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
  const profiles = files.map((file) => withAge(JSON.parse(readFileSync(file, "utf8")) as Profile, endedAt));
  const [file, profile] = [files[0], profiles[0]];
  if (file === undefined || profile === undefined) return null;
  if (profiles.length === 1) return { profile, content: profile.complete ? { copyOf: file } : { text: print(profile) } };
  const { mergeProfiles } = createRequire(__filename)("@perline/reporter") as typeof reporter;
  const merged = mergeProfiles(profiles);
  return { profile: merged, content: { text: print(merged) } };
}

/** The harvest with warnings added to its profile. */
export function withWarnings(profile: Profile, warnings: readonly string[]): Harvest {
  const warned = { ...profile, warnings: [...profile.warnings, ...warnings] };
  return { profile: warned, content: { text: print(warned) } };
}

function print(profile: Profile): string {
  return `${JSON.stringify(profile)}\n`;
}

/** An incomplete profile with the time between its snapshot and the end. */
function withAge(profile: Profile, endedAt: number | null): Profile {
  if (profile.complete || profile.snapshotAt === undefined || endedAt === null) return profile;
  return { ...profile, ageNs: Math.max(0, endedAt - Date.parse(profile.snapshotAt)) * 1e6 };
}
