/** Where a piece of program stands: what it may name, and which ways out of it there are. */
import { Script } from "node:vm";
import type { Choices } from "./choices.js";

/** What may be called from a place. */
export interface Callable {
  name: string;
  kind: "plain" | "generator" | "async" | "asyncGenerator" | "class";
}

/** A place in a program. */
export interface Scope {
  /** Where every decision comes from. */
  readonly choices: Choices;
  /** How much may still be nested. */
  readonly depth: number;
  /** What `await`, `yield` and `return` are here: a static block has none of them. */
  readonly body: "plain" | "generator" | "async" | "asyncGenerator" | "static";
  /** Variables that can be read; those declared here are added. */
  readonly names: string[];
  /** Variables that can be assigned to. */
  readonly variables: string[];
  readonly callables: readonly Callable[];
  /** Labels around; a `continue` may name those of loops. */
  readonly labels: readonly { name: string; loop: boolean }[];
  /** Whether a bare `continue`, a bare `break` have a target. */
  readonly inLoop: boolean;
  readonly breakable: boolean;
  /** Whether `return` has a function to leave; see `calm`. */
  readonly canReturn: boolean;
  /** In a finally that completes: nothing throws, and no jump leads out. */
  readonly calm: boolean;
  /** Whether this is no strict code: `with` may stand here. */
  readonly sloppy: boolean;
  /** Whether a resource may be declared: not right in a `case`, which has no end of its own to dispose of it at. */
  readonly disposes: boolean;
  /** In a method, where `super` and `#hidden` have a meaning. */
  readonly inMethod: boolean;
  /** Gives names that nothing else has. */
  readonly fresh: (prefix: string) => string;
}

/** The place inside a construct: deeper, with its own declarations, and with what else is different. */
export function inside(scope: Scope, changes: Partial<Scope> = {}): Scope {
  return { ...scope, depth: scope.depth - 1, names: [...scope.names], variables: [...scope.variables], disposes: true, ...changes };
}

/** The place inside a function's body: no jump leads out of it. */
export function insideFunction(scope: Scope, body: Scope["body"], changes: Partial<Scope> = {}): Scope {
  return inside(scope, { body, labels: [], inLoop: false, breakable: false, canReturn: body !== "static", inMethod: false, ...changes });
}

/** Whether `await` can stand here. */
export function canAwait({ body }: Scope): boolean {
  return body === "async" || body === "asyncGenerator";
}

/** Whether this Node knows `using`: the programs of others have none. */
export const hasUsing: boolean = isSyntax("{ using resource = null; }");

function isSyntax(text: string): boolean {
  try {
    new Script(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether `yield` can stand here. */
export function canYield({ body }: Scope): boolean {
  return body === "generator" || body === "asyncGenerator";
}
