/**
 * How generated code writes the ids of a source's probes: as numbers, where who prints it also gives the process its ids; or as the
 * source's own, from 1 on, which what it calls takes from there (linked code).
 */
import { abi } from "@perline/format";

export interface Ids {
  /** The id of a local one, `beyond` more, as what is called takes it: a number, at least 1. */
  of(local: number, beyond?: number): string;
  /** The same as memory has it, as an operand of any operator. */
  inMemory(local: number): string;
  /** An expression of an id as memory has it, as what is called takes it. */
  fromMemory(id: string): string;
  /** What tells the variables of two probes apart. */
  suffix(local: number): string;
  /** The index on the shadow stack of a frame that has no binding, as an argument. */
  readonly top: string;
  /** What a loop that counts in variables declares beside them, from the comma on. */
  readonly counting: string;
  /** An expression for its effect, in such a loop, where something counts. */
  active(expression: string): string;
}

const depth = `${abi.stack}[0]`;
const counting = `${abi.local}a`;

/** Ids of a source whose first probe has the id `base`. */
export function absoluteIds(base: number): Ids {
  return {
    of: (local, beyond = 0) => String(local + base + beyond),
    inMemory: (local) => String(local + base),
    fromMemory: (id) => id,
    suffix: (local) => String(local + base),
    top: depth,
    counting: "",
    active: (expression) => expression,
  };
}

/** Ids of linked code. */
export const linkedIds: Ids = {
  of: (local, beyond = 0) => String(local + 1 + beyond),
  inMemory: (local) => `(${local + 1}+${abi.base})`,
  fromMemory: (id) => `(${id})-${abi.base}`,
  suffix: String,
  // Before the measurement begins there is none.
  top: `${depth}||1`,
  // What a loop calls nothing in does not change meanwhile.
  counting: `,${counting}=${abi.active}()`,
  active: (expression) => `${counting}&&(${expression})`,
};
