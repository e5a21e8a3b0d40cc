/** What each rival costs: ratios over the bare program, by workload and over all of them. Pure. */
import { type Laps } from "./race.js";
import { geometricMean, median, ratio, roundRatios, spread } from "./statistics.js";

/** How many times longer a workload takes under a rival. */
export interface Cost {
  rival: string;
  ratio: number;
  /** Of the ratios of the rounds. */
  spread: number;
  /** Milliseconds of each round, without and with the rival. */
  bareMs: readonly number[];
  ms: readonly number[];
}

/** One workload under all rivals, or the reason why it could not be measured. */
export interface WorkloadCosts {
  workload: string;
  what: string;
  /** The median of the bare program, beside the first rival. */
  bareMs: number;
  bareSpread: number;
  costs: readonly Cost[];
  failure: string | null;
}

/** One rival over all workloads. */
export interface Overall {
  rival: string;
  /** Geometric mean of the ratios. */
  mean: number;
  worst: number;
}

/** The costs of one workload. */
export function costsOf({ id, what }: { id: string; what: string }, laps: readonly Laps[]): WorkloadCosts {
  const costs = laps.map((pairs): Cost => {
    const { rival, bare, measured } = pairs;
    return { rival, ratio: ratio(pairs), spread: spread(roundRatios(pairs)), bareMs: bare, ms: measured };
  });
  const bareMs = laps[0]?.bare ?? [];
  return { workload: id, what, bareMs: median(bareMs), bareSpread: spread(bareMs), costs, failure: null };
}

/** A workload that could not be measured. */
export function failed({ id, what }: { id: string; what: string }, failure: string): WorkloadCosts {
  return { workload: id, what, bareMs: NaN, bareSpread: NaN, costs: [], failure };
}

/** Each rival over the workloads that were measured, in their order of columns. */
export function overall(rows: readonly WorkloadCosts[]): Overall[] {
  const rivals = rows.find(({ failure }) => failure === null)?.costs.map(({ rival }) => rival) ?? [];
  return rivals.map((rival) => {
    const found = rows.flatMap(({ costs }) => costs.filter((cost) => cost.rival === rival).map((cost) => cost.ratio));
    return { rival, mean: geometricMean(found), worst: Math.max(...found) };
  });
}
