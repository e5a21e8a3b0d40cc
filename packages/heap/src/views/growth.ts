/** What there is more of than there was. */
import type { TypeRow } from "./types.js";

/** A type that has grown. */
export interface GrowthRow {
  type: string;
  /** Objects of it now. */
  count: number;
  /** More objects than before. */
  growth: number;
  /** More bytes than before, of these objects themselves; below zero where fewer bytes are in more objects. */
  growthBytes: number;
}

/** What is compared of a type. */
type Amount = Pick<TypeRow, "type" | "count" | "shallowBytes">;

/** The types that have more objects now than before, those that have grown most first. */
export function growthOf(before: Iterable<Amount>, now: Iterable<Amount>): GrowthRow[] {
  const known = new Map([...before].map((row) => [row.type, row]));
  return [...now]
    .map(({ type, count, shallowBytes }): GrowthRow => {
      const old = known.get(type) ?? { count: 0, shallowBytes: 0 };
      return { type, count, growth: count - old.count, growthBytes: shallowBytes - old.shallowBytes };
    })
    .filter(({ growth }) => growth > 0)
    .sort((a, b) => b.growth - a.growth || (a.type < b.type ? -1 : 1));
}
