/** What a file in another tool's format says of itself, where it has a place for that: what it does not carry, and what to know. */
import { type Profile, visible } from "@perline/format";
import type { Format } from "../format.js";
import { foldedPaths, hiddenOf, incompleteness } from "../notices.js";

/** What a file is, and what it leaves out. */
export interface Remarked {
  loses: Format["loses"];
  /** A phrase for each rule that hid something. */
  hidden: readonly string[];
}

/** One sentence each, on one line. */
export function remarksOf(profile: Profile, { loses, hidden }: Remarked): string[] {
  const incomplete = incompleteness(profile);
  return [
    ...incomplete === null ? [] : [incomplete],
    `Not in this file: ${loses.join(", ")}.`,
    ...hidden.length === 0 ? [] : [`${hiddenOf(hidden)}.`],
    ...profile.warnings,
    ...foldedPaths(profile).map((told) => `${told}.`),
  ].map(visible);
}

/** Who wrote a file. */
export function writerOf({ perline }: Profile): string {
  return `perline ${perline}`;
}

/** The program that a profile is of, in a few words. */
export function programOf({ argv }: Profile): string {
  return visible(argv.slice(1).join(" "));
}
