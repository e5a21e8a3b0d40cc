/**
 * Looks at a stack of its own making until the code of looking is compiled: in a fresh thread the first thousands of looks
 * are slow and leave garbage, and would be holes in the first milliseconds of the program. Done while the program starts up.
 */
import type { SourceRecord } from "@perline/format";
import { now } from "../clock.js";
import { createMemory } from "../memory.js";
import { SampledObserver } from "./sampled-observer.js";
import { Schedule } from "./schedule.js";
import { Sources } from "./sources.js";
import { Spinner } from "./spinner.js";

const looks = 3000;
const lines = 8;

/** Lines 1 to 8 of one function, a probe each. */
function scratchRecord(): SourceRecord {
  const rows = Array.from({ length: lines }, (_, row) => row);
  return {
    path: "", hash: "", text: null, skipped: [], probes: rows,
    functions: { name: [""], kind: ["module"], line: [1], column: [0], endLine: [lines], calls: [0] },
    lines: { line: rows, function: rows.map(() => 0), countable: rows.map(() => 1) },
  };
}

/** Warms up until `enough` says so, or nothing is left to gain. */
export function warmUp(enough: () => boolean): void {
  const column = (): Int32Array => new Int32Array(lines + 2);
  const sources = new Sources({ lineOf: column(), functionOf: column(), sourceOf: column() });
  sources.add({ base: 1, record: scratchRecord() });
  const memory = createMemory();
  const observer = new SampledObserver(memory, sources, { start: now(), callTreeLimit: 1000 });
  const schedule = new Schedule(now(), true, 1);
  const spinner = new Spinner();
  for (let look = 0; look < looks && !enough(); look++) {
    const time = now();
    for (let depth = 1; depth <= 3; depth++) memory.stack[depth] = 1 + (look >> depth) % lines;
    memory.stack[0] = look % 4;
    const depth = observer.look(time);
    schedule.looked(time, 0, depth);
    const { ns } = schedule.next(time);
    spinner.wait(ns / 16, memory.state, 0);
    spinner.took(now() - time);
  }
}
