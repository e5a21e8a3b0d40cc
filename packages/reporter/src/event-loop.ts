/**
 * What a report says of event loops: how busy they were, and where they stood still for long. Short, and only of threads that wait: of
 * a program that runs from its begin to its end there is one stretch, which is the run.
 */
import { type Profile, type ThreadRecord, visible } from "@perline/format";
import { countOf, formatCount, formatDuration, formatPercent } from "./units.js";
import { blockedStretches, type Stretch, utilisation } from "./views/course.js";

/** A shorter stretch keeps nobody waiting for long. */
const longNs = 50e6;
/** Stretches that are told, and lines of each. */
const [listed, listedLines] = [3, 3];
/** A thread that idles for so much of its time is one that waits; who awaits is one in any case. */
const waitingShare = 0.1;

/** The lines that tell it; none where no thread waits, or nobody looked on. */
export function* eventLoops(profile: Profile): Generator<string> {
  const processes = profile.processes.map((process) => ({ ...process, threads: process.threads.filter(waits) }));
  const threads = processes.flatMap((process) => process.threads);
  if (threads.length === 0) return;
  const sum = (key: "durationNs" | "idleNs"): number => threads.reduce((total, thread) => total + (thread[key] ?? 0), 0);
  const long = blockedStretches({ ...profile, processes }).filter(({ durationNs }) => durationNs >= longNs);
  const whose = threads.length === 1 ? "Event loop" : `${countOf(threads.length, "event loop")} together`;
  const [longest] = long;
  const blocked = longest === undefined ? "" : `; blocked for up to ${formatDuration(longest.durationNs)} at once:`;
  const share = utilisation({ durationNs: sum("durationNs"), idleNs: sum("idleNs") }) ?? 0;
  yield `${whose}: ${formatPercent(share, 1)} % busy (self and outside)${blocked}`;
  for (const stretch of long.slice(0, listed)) yield `  ${told(stretch, threads.length > 1)}`;
  if (long.length > listed) yield `  ... and ${formatCount(long.length - listed)} more of ${formatDuration(longNs)} or longer`;
}

/** Whether a thread waits for something, and was seen to work more than once. */
function waits({ blocked = [], counters, durationNs, idleNs }: ThreadRecord): boolean {
  if (durationNs === null || blocked.length < 2) return false;
  return (idleNs ?? 0) >= waitingShare * durationNs || counters.some(({ awaitNs }) => awaitNs?.some((ns) => ns > 0) ?? false);
}

function told({ atNs, durationNs, lines, pid, thread, unseenNs }: Stretch, isOneOfSeveral: boolean): string {
  const whose = isOneOfSeveral ? `process ${pid}, thread ${thread.id} (${thread.name}), ` : "";
  const guessed = unseenNs * 2 < durationNs ? "" : ` (${formatDuration(unseenNs)} of it between two looks)`;
  const shares = lines.slice(0, listedLines)
    .map(({ path, line, function: name, selfNs }) => `${path}:${line} ${name} ${formatPercent(selfNs, durationNs)} %`);
  return visible(`${formatDuration(durationNs)} ${whose}after ${formatDuration(atNs)}${guessed}: ${shares.join(", ")}`);
}
