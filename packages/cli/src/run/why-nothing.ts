/** Why a run instrumented nothing, as far as its profile tells, and what to do about it. */
import { dirname, isAbsolute } from "node:path";
import type { Profile } from "@perline/format";
import { FileSelection, sourcePath } from "@perline/transform/selection";
import { realOf } from "../real-path.js";
import type { Settings } from "../settings/index.js";
import { quoted } from "./shown.js";

/** What was asked for, beside the profile. */
export interface Wanted {
  settings: Settings;
  /** Whether the program has no file: `-e` and stdin. */
  isCode: boolean;
}

/** The sentence for a complete profile that holds no probe, though every include matched something. */
export function whyNothing(profile: Profile, wanted: Wanted): string {
  const { sources } = profile;
  if (wanted.settings.select === "marked" && sources.length > 0) {
    return "no function carries a mark, so nothing was measured; a comment /** @profile */ before a function is one";
  }
  const why = sources.length > 0 ? barren(profile, wanted) : wanted.isCode ? ownToNode : unselected(profile, wanted);
  return `nothing was instrumented${why === "" ? "" : `: ${why}`}`;
}

const ownToNode = "code without a file runs as it is where it imports, awaits outside of functions, or is no JavaScript; put it into a file";

/** What is in the files that were read, where no line of them can be counted. */
function barren({ sources }: Profile, { settings }: Wanted): string {
  const skipped = sources.flatMap((source) => source.skipped);
  // What is told of whole files says more.
  if (skipped.some(({ line }) => line === 0)) return "";
  const [reason, other] = new Set(skipped.map((one) => one.reason));
  if (reason !== undefined && other === undefined) return reason;
  if (skipped.length > 0) return settings.verbose ? "none of it can be" : "none of it can be, and --verbose lists why";
  const [first, second] = sources;
  const files = second === undefined && first !== undefined ? `${first.path} holds` : "the files that were loaded hold";
  return `${files} nothing to count${besideExcluded(settings)}`;
}

/** Where a program lies that was not selected. */
function unselected({ processes, root }: Profile, { settings }: Wanted): string {
  const script = processes.length === 1 ? processes[0]?.argv[1] : undefined;
  if (script === undefined || !isAbsolute(script)) return `no file under the root, which is ${root}, was loaded${besideExcluded(settings)}`;
  // Files are selected by where links lead.
  const file = realOf(script);
  const path = sourcePath(root, file);
  const naming = `name it with --include ${quoted(path)}`;
  if (path.split("/").includes("node_modules")) return `${path} is part of an installed package; ${naming}`;
  if (path.startsWith("../") || isAbsolute(path)) {
    return `${script} is not under the root, which is ${root}; run it from ${quoted(dirname(script))}, or ${naming}`;
  }
  const isSelected = new FileSelection({ root, include: [], exclude: settings.exclude }).includes(file);
  return isSelected ? "" : `--exclude leaves ${path} out`;
}

function besideExcluded({ exclude }: Settings): string {
  return exclude.length === 0 ? "" : ", beside what --exclude names";
}
