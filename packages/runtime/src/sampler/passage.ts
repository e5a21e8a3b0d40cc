/**
 * What exact counters say about a gap in which nobody looked: how often the program arrived where, and what that usually takes.
 *
 * Where that fills the gap, the program ran on all the time. Else it stood still for the rest, put aside as the sampler was: most
 * often where it is seen at one of the gap's ends.
 */
import type { Arrivals } from "./arrivals.js";
import { stoodStill } from "./gaps.js";
import type { Habits, Stack } from "./habits.js";

/** A gap between two looks. */
export interface Gap {
  ns: number;
  /** Places at its begin and at its end; 0 where the program waited. */
  from: number;
  to: number;
  /** How long looks had been seeing the program in its visit to the one, before the gap, and see it in that to the other behind. */
  beforeNs: number;
  behindNs: number;
  /** The usual time between two looks. */
  pauseNs: number;
}

/** What became of a gap, in whole nanoseconds. All that is left the program stayed where it was at its begin. */
export interface Passage {
  /** It did what it usually does. */
  wentOnNs: number;
  /** It was there. */
  parts: readonly { ns: number; stack: Readonly<Stack> }[];
  /** How much of the gap may have been spent elsewhere, more or less. */
  unsureNs: number;
}

/** It stayed where it was. */
export const stayed: Passage = { wentOnNs: 0, parts: [], unsureNs: 0 };

/** The program ran all the time where what it did usually takes that share of the gap, since no turn is quite like the other. */
const allTheTime = 0.75;
/** The share of a visit that is unsure where the gap's end interrupts it. */
const interrupted = 0.3;
/**
 * Where a program stood still in a gap: odds. Measured: some thousand gaps of known cost on a busy machine, in lines of 1 µs to 1 ms
 * that logged when they began. What puts the sampler aside, or lets it go on, often does so to the program too.
 */
const odds = {
  begin: { usually: 1, stoodBefore: 3 },
  end: { usually: 2, standsBehind: 5, hardlyRan: 10 },
  between: { usually: 3, stoodAtAnEnd: 0.5, hardlyRan: 0 },
};

/** Null where the counters do not explain the gap. */
export function passage(gap: Gap, arrivals: Arrivals, habits: Habits): Passage | null {
  const { ns, from, to } = gap;
  const tells = (place: number): boolean => !Number.isNaN(arrivals.at(place)) && !habits.isSilent(place);
  if (!tells(from) || (to !== 0 && !tells(to))) return null;
  const usualNs = usually(gap, arrivals, habits);
  if (usualNs.size === 0) return stayed;
  let countedNs = 0;
  for (const part of usualNs.values()) countedNs += part;
  if (Number.isNaN(countedNs)) return null;
  const ranNs = countedNs / habits.counted;
  const stoodNs = ranNs < allTheTime * ns ? ns - ranNs : 0;
  const stays = from === to && arrivals.at(from) === 0;
  const { begin, end } = stays ? { begin: 1, end: 0 } : standing(gap, ranNs, habits);
  const scale = ranNs === 0 ? 0 : (ns - (begin + end) * stoodNs) / ranNs;
  const parts = [...usualNs].map(([place, part]) => ({
    ns: Math.floor(part * scale + (place === to ? end * stoodNs : 0)), stack: habits.stackAt(place),
  }));
  // What is left over goes to those who come after.
  if (to === 0) parts.push({ ns: Math.floor(begin * stoodNs), stack: habits.stackAt(from) });
  const interruptedNs = arrivals.at(to) > 0 ? interrupted * habits.visitNs(to) : 0;
  // Two draws by these shares differ so often; and the shares are no more than odds.
  const differ = 1 - (from === to ? (begin + end) ** 2 : begin ** 2 + end ** 2);
  const unsureNs = Math.min(ns, Math.hypot((ns - ranNs) * Math.sqrt(Math.min(1, 2 * differ)), interruptedNs));
  return { wentOnNs: Math.floor((ranNs - countedNs) * scale), parts, unsureNs };
}

/** By place, how long what the program did in the gap usually takes; nothing where it has not left its place. */
function usually({ from, to, beforeNs, behindNs, pauseNs }: Gap, arrivals: Arrivals, habits: Habits): Map<number, number> {
  const usualNs = new Map<number, number>();
  for (let place = arrivals.first; place < arrivals.end; place++) {
    const arrived = arrivals.at(place);
    if (arrived > 0) usualNs.set(place, arrived * habits.visitNs(place));
  }
  if (from === to && usualNs.size === 0) return usualNs;
  const add = (place: number, ns: number): void => void usualNs.set(place, Math.max(0, (usualNs.get(place) ?? 0) + ns));
  // What looks see of the last visit is not in the gap: half a pause before each of its looks, and behind.
  const arrivedAtEnd = usualNs.has(to);
  if (to !== 0) add(to, arrivedAtEnd ? -Math.min(habits.visitNs(to), behindNs + pauseNs) : 0);
  // Nor is what they saw of the first.
  if (from !== to || arrivedAtEnd) add(from, Math.max(0, (habits.visitNs(from) || 0) - beforeNs - pauseNs));
  return usualNs;
}

/** Shares of the places at its ends in standing still. The rest lies between them. */
function standing({ from, to, beforeNs, behindNs, pauseNs }: Gap, ranNs: number, habits: Habits): { begin: number; end: number } {
  // Nobody knows when it began to wait: it stood still first as often as in any gap.
  if (to === 0) return { begin: stoodStill, end: 1 - stoodStill };
  const fromNs = habits.visitNs(from);
  // Where no visit ended yet the program stays for long.
  if (Number.isNaN(fromNs)) return { begin: 1, end: 0 };
  const stoodBefore = beforeNs > fromNs;
  const standsBehind = behindNs > habits.visitNs(to);
  const hardlyRan = ranNs < pauseNs;
  const begin = stoodBefore ? odds.begin.stoodBefore : odds.begin.usually;
  const end = standsBehind ? odds.end.standsBehind : hardlyRan && !stoodBefore ? odds.end.hardlyRan : odds.end.usually;
  const between = hardlyRan ? odds.between.hardlyRan : stoodBefore || standsBehind ? odds.between.stoodAtAnEnd : odds.between.usually;
  const all = begin + end + between;
  return { begin: begin / all, end: end / all };
}
