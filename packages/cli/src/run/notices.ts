/** What a run has to tell about its profile: what was asked for and did not happen, and what was left out. */
import { existsSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Profile, SourceRecord } from "@perline/format";
import { type Measured, type Unmatched, unmatchedIncludes } from "@perline/transform/selection";
import type { Settings } from "../settings/index.js";
import type { Ending } from "./child.js";
import { quoted } from "./shown.js";
import { type Wanted, whyNothing } from "./why-nothing.js";

/** Sentences that every run tells; empty where all went as asked. */
export function noticesOf(profile: Profile, wanted: Wanted): string[] {
  return [...absences(profile, wanted), ...splitAbsence(profile, wanted), ...profile.sources.flatMap(({ path, skipped }) => {
    const whole = skipped.find(({ line }) => line === 0);
    return whole === undefined ? [] : [`${path} was not instrumented: ${whole.reason}`];
  })];
}

/** Where self time was to be split, and no thread has told what V8 has seen. */
function splitAbsence({ processes, warnings }: Profile, { settings: { split } }: Wanted): string[] {
  const threads = processes.flatMap((process) => process.threads);
  if (!split || threads.some((thread) => thread.split !== undefined) || warnings.some((warning) => warning.includes("V8's profiler"))) return [];
  return ["--split tells nothing: V8's profile of a thread is there once the thread has ended by itself"];
}

/** What is not in the profile and was to be. What died at once may not have told yet what it loaded. */
function absences(profile: Profile, wanted: Wanted): string[] {
  const { root, sources, complete } = profile;
  const { include, delay, select } = wanted.settings;
  if (!complete) return [];
  const hintOf = ({ glob, missing }: Unmatched): string => (missing === "file" ? fileHint(glob, root) : functionHints[select]);
  const unmatched = unmatchedIncludes({ root, include }, sources.map(measuredOf))
    .map((one) => `--include ${one.glob} matched no ${one.missing} that was instrumented${hintOf(one)}`);
  // A glob that matched nothing is the reason already.
  if (unmatched.length > 0) return unmatched;
  if (sources.every(({ probes }) => probes.length === 0)) return [whyNothing(profile, wanted)];
  const isLate = delay > 0 && profile.processes.every(({ threads }) => threads.every(({ durationNs }) => durationNs === 0));
  return isLate ? [`the program ended before --delay ${delay} was over, so nothing was measured`] : [];
}

/** What an include can match of a source: its path, that of what ran, and the functions that have figures. */
function measuredOf({ path, compiled, functions, lines }: SourceRecord): Measured {
  const withLines = new Set(lines.function);
  return {
    paths: compiled === undefined ? [path] : [path, compiled],
    names: functions.name.filter((_, index) => withLines.has(index) || functions.calls[index] !== -1),
  };
}

/** What may be wrong with the name of a function, with a semicolon before. */
const functionHints: Readonly<Record<Settings["select"], string>> = {
  all: "; names are as reports show them, such as Class.method or get x",
  marked: "; of those that are selected only the marked ones are",
};

/** What was probably meant by a glob that matched no file, with a semicolon before; empty where nobody knows. */
function fileHint(glob: string, root: string): string {
  const place = resolve(root, glob);
  if (existsSync(place) && statSync(place).isDirectory()) return `; what is in that folder is ${quoted(glob.replace(/\/?$/, "/**"))}`;
  const mayBeFunction = !existsSync(place) && /^[\w$]+(\.[\w$]+)*$/.test(glob) && !/^\.([cm]?[jt]s|[jt]sx)$/.test(extname(glob));
  return mayBeFunction ? `; a function stands behind its file, as in ${quoted(`app.js:${glob}`)}` : "";
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
