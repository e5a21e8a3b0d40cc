/** What a line, a call and a return take under the exact clock, beyond the readings of the clock that they need. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Criterion } from "../criterion.js";
import { programs } from "../programs.js";
import { inTemporaryFolder, perline, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";

const script = join(programs, "exact-clock.cjs");
const linesInTurn = 3;

const round = (ns: number): number => Math.round(ns * 10) / 10;

/** Nanoseconds of one turn of each of the program's loops. */
type Turns = Record<"lines" | "calls" | "reads", number>;

/** The program's own figures, where it is run by these arguments in front of its name. */
function timed(...args: string[]): Promise<Turns> {
  return inTemporaryFolder(async (folder) => {
    const timesFile = join(folder, "times.json");
    await runWell([...args, script], { env: { TIMES_FILE: timesFile, PERLINE_OUTPUT: join(folder, "profile.json") } });
    return JSON.parse(readFileSync(timesFile, "utf8")) as Turns;
  });
}

export const exactClock: Criterion = {
  id: "exact-clock",
  claim: "Under the exact clock a line takes at most one reading of the clock and 5 ns, a call and its return two readings and 25 ns.",
  async measure({ rounds, progress }) {
    const lineNs: number[] = [];
    const callNs: number[] = [];
    const readNs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}`);
      const bare = await timed();
      const exact = await timed(perline, "run", "--clock", "exact");
      const line = (exact.lines - bare.lines) / linesInTurn;
      lineNs.push(line);
      callNs.push(exact.calls - bare.calls - linesInTurn * line);
      readNs.push(exact.reads);
    }
    const read = median(readNs);
    return [
      { what: "one reading of the clock", value: read, unit: "ns", spread: spread(readNs), limit: null },
      { what: "a line", value: median(lineNs), unit: "ns", spread: spread(lineNs), limit: { atMost: round(read + 5) } },
      { what: "a call and its return", value: median(callNs), unit: "ns", spread: spread(callNs), limit: { atMost: round(2 * read + 25) } },
    ];
  },
};
