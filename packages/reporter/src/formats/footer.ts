/** What stands below every report for people: why something is not there, where the time went, whose it is, what was hidden. */
import { type Profile, visible } from "@perline/format";
import { eventLoops } from "../event-loop.js";
import { absence, accounting, exactness, hiddenOf, noteOf, warningsOf } from "../notices.js";
import { markRoll } from "../since-mark.js";
import { roll } from "../threads.js";
import { type FunctionRow } from "../views/functions.js";
import { type Summary } from "../views/summary.js";
import { type Colours } from "./colours.js";

/** What the report above has shown. */
export interface Below {
  summary: Summary;
  /** Every function that has lines, hidden or not. */
  all: readonly FunctionRow[];
  /** Those whose lines were shown. */
  shown: readonly FunctionRow[];
  /** A phrase for each rule that hid something. */
  hidden: readonly string[];
  colours: Colours;
}

/** The lines below a report. */
export function* footer(profile: Profile, { summary, all, shown, hidden, colours }: Below): Generator<string> {
  const [missing, where] = [absence(profile, summary, all), accounting(profile, summary)];
  for (const line of [missing, where, ...eventLoops(profile), exactness(profile, summary, shown)]) if (line !== null) yield `${line}\n`;
  for (const line of [...roll(profile), ...markRoll(profile)]) yield `${visible(line)}\n`;
  for (const warning of warningsOf(profile, [])) yield `${colours.yellow(visible(noteOf(warning)))}\n`;
  if (hidden.length > 0) yield `${colours.yellow(visible(hiddenOf(hidden)))}\n`;
}
