/** What a run has to tell about its profile: what was asked for and did not happen, and what was left out. */
import { realpathSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import type { Profile } from "@perline/format";
import { sourcePath, unmatchedIncludes } from "@perline/transform/selection";
import type { Settings } from "../settings/index.js";
import type { Ending } from "./child.js";
import { quoted } from "./shown.js";

/** Sentences that every run tells; empty where all went as asked. */
export function noticesOf(profile: Profile, { include, select }: Settings): string[] {
  const measured = profile.sources.filter((source) => source.probes.length > 0);
  const files = profile.sources.flatMap(({ path, compiled }) => (compiled === undefined ? [path] : [path, compiled]));
  // What died at once may not have told yet what it loaded.
  const unmatched = profile.complete ? unmatchedIncludes({ root: profile.root, include }, files) : [];
  const notices = unmatched.map((glob) => `--include ${glob} matched no file that was instrumented`);
  // A glob that matched nothing is the reason already.
  if (measured.length === 0 && profile.complete && notices.length === 0) {
    notices.push(select === "marked" ? "no function carries a mark, so nothing was measured" : `nothing was instrumented${unselected(profile)}`);
  }
  for (const { path, skipped } of profile.sources) {
    const whole = skipped.find(({ line }) => line === 0);
    if (whole !== undefined) notices.push(`${path} was not instrumented: ${whole.reason}`);
  }
  return notices;
}

/** Why the only program of a run was not selected, and what to do; empty where its place is not the reason. */
function unselected({ processes, root }: Profile): string {
  const script = processes.length === 1 ? processes[0]?.argv[1] : undefined;
  if (script === undefined || !isAbsolute(script)) return "";
  const path = sourcePath(root, realOf(script));
  const naming = `name it with --include ${quoted(path)}`;
  if (path.split("/").includes("node_modules")) return `: ${path} is part of an installed package; ${naming}`;
  if (!path.startsWith("../") && !isAbsolute(path)) return "";
  return `: ${script} is not under the root, which is ${root}; run it from ${quoted(dirname(script))}, or ${naming}`;
}

/** Files are selected by where links lead. */
function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** What a profile without its end lacks, in brackets with a blank before; empty for a complete one. */
export function incompletenessOf({ complete, ageNs }: Profile, { signal }: Pick<Ending, "signal">): string {
  if (complete) return "";
  const why = signal === null ? "a process, or what measured it, died" : `the program was stopped by ${signal}`;
  const upTo = ageNs === null ? "" : `; figures up to ${Math.round(ageNs / 1e6)} ms before its end`;
  return ` (incomplete: ${why}${upTo})`;
}

/** `--verbose`: each construct that was left as it is, and why. */
export function* skipsOf(profile: Profile): Generator<string> {
  for (const { path, skipped } of profile.sources) {
    for (const { line, reason } of skipped) if (line > 0) yield `${path}:${line} is not instrumented: ${reason}`;
  }
}
