/** The folder in which the processes of a run leave their profiles, and what becomes of them at the end. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerlineError, type Profile } from "@perline/format";
import { refusalOf } from "../refusal.js";
import { say } from "../say.js";
import type { Content } from "./output.js";

/**
 * A new folder of a run; absolute, without links.
 *
 * @throws PerlineError `output-not-writable` where the temporary folder takes none
 */
export function openSession(): string {
  try {
    return mkdtempSync(join(realpathSync(tmpdir()), "perline-"));
  } catch (cause) {
    throw new PerlineError("output-not-writable", `the temporary folder takes no profiles: ${refusalOf(cause)}`, {
      file: tmpdir(), cause, hint: "Name another one in TMPDIR (on Windows: TEMP).",
    });
  }
}

/** Removes it, or tells that it stays. A process that still runs then goes on unmeasured. */
export function closeSession(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch (cause) {
    say(`the temporary folder ${folder} could not be removed: ${refusalOf(cause)}`);
  }
}

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
export async function gather(folder: string, endedAt: number | null): Promise<Harvest | null> {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
  const profiles = files.map((file) => withAge(JSON.parse(readFileSync(file, "utf8")) as Profile, endedAt));
  const [file, profile] = [files[0], profiles[0]];
  if (file === undefined || profile === undefined) return null;
  if (profiles.length === 1) return { profile, content: profile.complete ? { copyOf: file } : { text: print(profile) } };
  const { mergeProfiles } = await import("@perline/reporter");
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
