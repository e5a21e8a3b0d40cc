/**
 * What exact counters say about a gap in which nobody looked: how often the program arrived where, and what that usually takes.
 *
 * Of places where the program stays long each visit counts. Where it is too quick for that, its turns tell whether it ran on all the
 * time, or stood still, put aside as the sampler was: then it stood where it had been seen last.
 */
import type { Arrivals } from "./arrivals.js";
import type { Habits, Stack } from "./habits.js";

/** A gap between two looks. */
export interface Gap {
  ns: number;
  /** Places at its begin and at its end; 0 where the program waited. */
  from: number;
  to: number;
  /** How long the program had been at the place at its begin; NaN where nobody knows. */
  stayedNs: number;
  /** The usual time between two looks. */
  pauseNs: number;
}

/** What became of a gap, in whole nanoseconds. All that is left the program stayed where it was at its begin. */
export interface Passage {
  /** It went on as before. */
  wentOnNs: number;
  /** It was there. */
  parts: readonly { ns: number; stack: Readonly<Stack> }[];
  /** How much of the gap may have been spent elsewhere, more or less. */
  unsureNs: number;
}

/** It stayed where it was. */
export const stayed: Passage = { wentOnNs: 0, parts: [], unsureNs: 0 };

/** Visits explain a gap where those that counters tell of usually last so many times as long, from and to. */
const explained = { least: 0.5, most: 4 };
/** The program went on all the time where its turns usually take that share of the gap, since no turn is quite like the other. */
const allTheTime = 0.75;

/** Null where the counters do not explain the gap. */
export function passage(gap: Gap, arrivals: Arrivals, habits: Habits): Passage | null {
  const { from, to } = gap;
  if (from === to && arrivals.at(from) === 0) return habits.isSilent(from) ? null : stayed;
  return passageByVisits(gap, arrivals, habits) ?? passageByTurns(gap, arrivals, habits);
}

function passageByVisits({ ns, from, to, stayedNs, pauseNs }: Gap, arrivals: Arrivals, habits: Habits): Passage | null {
  const fromNs = habits.visitNs(from, pauseNs);
  const parts: { ns: number; stack: Readonly<Stack> }[] = [];
  let sum = Number.isNaN(stayedNs) ? fromNs / 2 : Math.max(0, fromNs - stayedNs);
  for (let place = arrivals.first; place < arrivals.end; place++) {
    const arrived = arrivals.at(place);
    const visitNs = arrived > 0 ? habits.visitNs(place, pauseNs) : 0;
    if (visitNs === 0) continue;
    // Where it is seen at the end it has more to do: half of it, as far as anybody knows.
    const part = visitNs * (place === to ? arrived - 0.5 : arrived);
    parts.push({ ns: part, stack: habits.stackAt(place) });
    sum += part;
  }
  if (!(sum >= explained.least * ns && sum <= explained.most * ns)) return null;
  const scale = Math.min(1, ns / sum);
  for (const part of parts) part.ns = Math.floor(part.ns * scale);
  return { wentOnNs: 0, parts, unsureNs: Math.min(ns, Math.max(Math.abs(sum - ns), habits.visitNs(to, pauseNs))) };
}

function passageByTurns({ ns, from, to }: Gap, arrivals: Arrivals, habits: Habits): Passage | null {
  const tells = (place: number): boolean => !Number.isNaN(arrivals.at(place)) && !habits.isSilent(place);
  if (!tells(from) || (to !== 0 && !tells(to))) return null;
  let wentOnNs = Number.NEGATIVE_INFINITY;
  for (let place = arrivals.first; place < arrivals.end; place++) {
    const turnsNs = Math.floor(arrivals.at(place) * habits.turnNs(place));
    if (turnsNs > wentOnNs) wentOnNs = turnsNs;
  }
  if (!(wentOnNs >= 0 && wentOnNs <= allTheTime * ns)) return null;
  const stoodNs = ns - wentOnNs;
  if (to !== 0) return { wentOnNs, parts: [], unsureNs: stoodNs };
  // Nobody knows when it began to wait.
  return { wentOnNs, parts: [{ ns: Math.floor(stoodNs / 2), stack: habits.stackAt(from) }], unsureNs: stoodNs };
}
