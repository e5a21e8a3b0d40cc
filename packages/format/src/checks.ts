/** The checks of one column, and of tables that stand in several places; columns.ts says which hold where. */
import type { SourceRecord } from "./probe-table.js";
import { isWhole } from "./schema.js";
import { unknownWeight, type WeightColumns } from "./weights.js";

/** Where in the document a fault is (`sources[0].probes[3]`), what should stand there and what does. */
export class InvalidPlace extends Error {
  constructor(readonly path: string, readonly expected: string, readonly found: unknown) {
    super(`${path}: ${expected}`);
  }
}

/** What a column must hold: how many items, and from where to where the integers go. */
interface Range {
  length: number;
  min: number;
  /** Inclusive. */
  max: number;
}

/** Throws unless the column has that many items. */
export function checkLength(path: string, column: readonly unknown[], length: number): void {
  if (column.length !== length) throw new InvalidPlace(path, `${length} items`, column.length);
}

/** What is expected of a number from `min` to `max`. */
export function wholeNumber(min: number, max: number): string {
  return max < min ? "nothing, since there is nothing to point to" : `a whole number from ${min} to ${max}`;
}

/** Throws unless the column holds exactly the integers its range allows. */
export function checkColumn(path: string, column: readonly unknown[], { length, min, max }: Range): void {
  checkLength(path, column, length);
  for (let i = 0; i < length; i++) {
    const value = column[i];
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      throw new InvalidPlace(`${path}[${i}]`, wholeNumber(min, max), value);
    }
  }
}

/** Counts and times: any integer from 0 on. Null columns are right: all zero, or not measured. */
export function checkFigures(path: string, column: readonly unknown[] | null, length: number): void {
  if (column === null) return;
  checkLength(path, column, length);
  for (let i = 0; i < length; i++) {
    if (!isWhole(column[i])) throw new InvalidPlace(`${path}[${i}]`, "a whole number, at least 0", column[i]);
  }
}

/** Throws unless it is a table of weights of that source. */
export function checkWeights(path: string, weights: WeightColumns, { probes }: SourceRecord): void {
  const { probe, covered, bytes, variance, externalBytes } = weights;
  const { length } = probe;
  checkColumn(`${path}.probe`, probe, { length, min: 0, max: probes.length - 1 });
  checkColumn(`${path}.covered`, covered, { length, min: unknownWeight, max: Number.MAX_SAFE_INTEGER });
  checkFigures(`${path}.bytes`, bytes, length);
  checkFigures(`${path}.variance`, variance, length);
  checkFigures(`${path}.externalBytes`, externalBytes, length);
}
