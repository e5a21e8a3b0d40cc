/** One run of the program whose true shares are known, and how far the profile was from them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mainThread, measuredLine } from "./measured.js";
import { programs } from "./programs.js";
import { inTemporaryFolder, runProfiled, runWell } from "../runs.js";
import { expectedLargestError, largestError, shares } from "./statistics.js";

/**
 * Lengths in microseconds of the shortest of four phases, a tenth of a turn: a fine turn takes under 10 µs, a coarse one 3 ms; a
 * young one as long as the sampler's pause while the run is young, an old one as long as it is in the first seconds afterwards.
 */
export const grains = { fine: 0.9, young: 1.7, old: 24, coarse: 300 } as const;

export type Grain = keyof typeof grains;

export interface KnownCost {
  /** Samples taken in the run. */
  samples: number;
  /** Largest distance of a line's share from its true share, in points. */
  errorPoints: number;
  /** What chance allows for as many samples as saw one of the lines: 1.2 times its expectation and one point more. */
  allowedPoints: number;
  /** For each line, whether its stated 95 % interval holds its true time. */
  covered: boolean[];
}

/** Line numbers of the four phases in programs/known-cost.cjs. */
const phaseLines = readFileSync(join(programs, "known-cost.cjs"), "utf8")
  .split("\n")
  .flatMap((text, index) => (text.includes("spin(") ? [index + 1] : []));

/** Of how much of a run the truth may be in doubt, and how often one is repeated in which it is. */
const doubtBorne = 0.005;
const tries = 20;

/**
 * Runs the program for so many milliseconds and compares.
 *
 * @throws Error where the program is put aside at a border of two lines in one run after the other
 */
export async function knownCost(grain: Grain, runMs: number): Promise<KnownCost> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const compared = await compare(grain, runMs);
    if (compared !== null) return compared;
  }
  throw new Error(`the truth was in doubt in ${tries} runs, one after the other: the machine is too busy`);
}

/** What {@link turnsPerMicrosecond} has found: once is enough. */
let speed: Promise<string> | null = null;

/** Turns of the work that take a microsecond on this machine. */
async function turnsPerMicrosecond(): Promise<string> {
  const { stdout } = await runWell([join(programs, "known-cost-work.cjs")]);
  return stdout.trim();
}

/** One run; null where its truth is in doubt. */
function compare(grain: Grain, runMs: number): Promise<KnownCost | null> {
  return inTemporaryFolder(async (folder) => {
    const truthFile = join(folder, "truth.json");
    speed ??= turnsPerMicrosecond();
    const env = { TRUTH_FILE: truthFile, PHASE_US: String(grains[grain]), TURNS_PER_US: await speed, RUN_MS: String(runMs) };
    const { profile } = await runProfiled(["--include", "**/known-cost.cjs", join(programs, "known-cost.cjs")], { env });
    const { truthMs, doubtfulMs } = JSON.parse(readFileSync(truthFile, "utf8")) as { truthMs: number[]; doubtfulMs: number };
    if (doubtfulMs > doubtBorne * runMs) return null;
    const lines = phaseLines.map((line) => measuredLine(profile, "known-cost.cjs", line));
    const truth = shares(truthMs);
    const { samples } = mainThread(profile);
    return {
      samples,
      errorPoints: 100 * largestError(shares(lines.map((line) => line.totalNs)), truth),
      allowedPoints: 120 * expectedLargestError(truth, lines.reduce((sum, line) => sum + line.samples, 0)) + 1,
      covered: lines.map((line, phase) => Math.abs(line.totalNs - 1e6 * (truthMs[phase] ?? NaN)) <= line.errorNs),
    };
  });
}
