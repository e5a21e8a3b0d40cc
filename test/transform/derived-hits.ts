/** Hits of probes that no code counts, as the format defines them. */
import type { DerivedProbe } from "@perline/format";

/** Writes them among the hits of the others. */
export function deriveHits(hits: number[] | Int32Array | Float64Array, derived: readonly DerivedProbe[]): void {
  const sum = (ids: readonly number[]): number => ids.reduce((all, id) => all + hits[id]!, 0);
  for (const { probe, plus, minus } of derived) hits[probe] = sum(plus) - sum(minus);
}
