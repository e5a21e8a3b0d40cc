/** What a run has to tell about its profile: what was asked for and did not happen, and what was left out. */
import type { Profile } from "@perline/format";
import { unmatchedIncludes } from "@perline/transform/selection";
import type { Settings } from "../settings/index.js";

/** Sentences that every run tells; empty where all went as asked. */
export function noticesOf(profile: Profile, { include, select }: Settings): string[] {
  const measured = profile.sources.filter((source) => source.probes.length > 0);
  const notices = unmatchedIncludes({ root: profile.root, include }, profile.sources.map(({ path }) => path))
    .map((glob) => `--include ${glob} matched no file that was loaded`);
  // What died at once may not have told yet what it loaded; a glob that matched nothing is the reason already.
  if (measured.length === 0 && profile.complete && notices.length === 0) {
    notices.push(select === "marked" ? "no function carries a mark, so nothing was measured" : "nothing was instrumented");
  }
  for (const { path, skipped } of profile.sources) {
    const whole = skipped.find(({ line }) => line === 0);
    if (whole !== undefined) notices.push(`${path} ran as it is: ${whole.reason}`);
  }
  return notices;
}

/** `--verbose`: each construct that was left as it is, and why. */
export function* skipsOf(profile: Profile): Generator<string> {
  for (const { path, skipped } of profile.sources) {
    for (const { line, reason } of skipped) if (line > 0) yield `${path}:${line} is not instrumented: ${reason}`;
  }
}
