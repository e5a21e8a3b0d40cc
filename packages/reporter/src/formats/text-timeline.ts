/**
 * A picture of when a program ran: a row of bars for all its lines, and one for each of the hottest, all on one scale. A bar is full
 * where the thread did nothing else in its time.
 */
import { type Profile, visible } from "@perline/format";
import { countOf, formatDuration } from "../units.js";
import { type ThreadTimeline, timelines } from "../views/course.js";
import { bars, partsOf } from "./bars.js";

/** Lines that have a row of their own. */
const shownLines = 3;
/** Room that is left for the name behind a row, and how short a row may become for it. */
const [nameWidth, leastBars] = [24, 10];

/** The picture of the thread with most self time behind an empty line, in so many columns; nothing where none has a timeline. */
export function* timelinePicture(profile: Profile, columns: number): Generator<string> {
  const all = timelines(profile);
  const most = all.reduce<ThreadTimeline | null>((best, each) => (best !== null && selfOf(best) >= selfOf(each) ? best : each), null);
  if (most === null || selfOf(most) === 0) return;
  const room = Math.max(leastBars, columns - nameWidth);
  const lengths = partsOf(lengthsOf(most, profile), room).map(sum);
  const { pid, thread: { id, name } } = most;
  const whose = all.length === 1 ? "" : ` of process ${pid}, thread ${id} (${visible(name)}); ${countOf(all.length - 1, "other")} not drawn`;
  yield `\nSelf time, a bar for ${formatDuration(Math.max(...lengths))}${whose}:\n`;
  const lines = most.lines.slice(0, shownLines)
    .map(({ path, line, function: fn, selfNs }) => ({ selfNs, title: visible(`${path}:${line} ${fn}`) }));
  for (const { selfNs, title } of [{ selfNs: most.selfNs, title: "all lines" }, ...lines]) {
    const shares = partsOf(selfNs, room).map((part, index) => sum(part) / (lengths[index] ?? 1));
    yield `${bars(shares, 1)}  ${shortened(title, columns - lengths.length - 2)}\n`;
  }
}

/** How long each interval is: all alike, but the last ends with the thread. */
function lengthsOf({ intervalNs, pid, selfNs, thread: { id } }: ThreadTimeline, { processes }: Profile): number[] {
  const thread = processes.find((process) => process.pid === pid)?.threads.find((each) => each.id === id);
  const lastNs = (thread?.durationNs ?? 0) - (selfNs.length - 1) * intervalNs;
  return selfNs.map((ns, index) => (index < selfNs.length - 1 ? intervalNs : Math.min(intervalNs, Math.max(1, ns, lastNs))));
}

/** The end of a name that has no room. */
function shortened(name: string, room: number): string {
  return name.length <= room ? name : `…${name.slice(name.length - Math.max(1, room - 1))}`;
}

const selfOf = ({ selfNs }: ThreadTimeline): number => sum(selfNs);

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
