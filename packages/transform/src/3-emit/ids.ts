/**
 * How generated code writes the ids of a source's probes: as numbers, where who prints it also gives the process its ids, or as sums
 * with a base that the source learns when it is loaded (linked code).
 */
import { abi } from "@perline/format";

export interface Ids {
  /** The absolute id of a local one, `beyond` more, as an operand of any operator. */
  of(local: number, beyond?: number): string;
  /** What tells the variables of two probes apart. */
  suffix(local: number): string;
  /** What code that may run before its file's first statement does before it names an id, up to a separator. */
  first(code: { readonly early: boolean }, separator: ";" | ","): string;
}

/** Ids of a source whose first probe has the id `base`. */
export function absoluteIds(base: number): Ids {
  return {
    of: (local, beyond = 0) => String(local + base + beyond),
    suffix: (local) => String(local + base),
    first: () => "",
  };
}

/** Ids of linked code. */
export const linkedIds: Ids = {
  of: (local, beyond = 0) => `(${local + beyond}+${abi.base})`,
  suffix: String,
  first: ({ early }, separator) => (early ? `${abi.link}()${separator}` : ""),
};
