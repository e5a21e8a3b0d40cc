/** What a person is told where there is no place for perline; see supported.ts. */
import { PerlineError } from "@perline/format";
import { unsupported } from "./supported.js";

/** @throws PerlineError `node-unsupported` where this process is no place for perline */
export function requireSupportedNode(): void {
  const reason = unsupported(process);
  if (reason !== null) throw new PerlineError("node-unsupported", reason);
}

/** Flags of Node that leave no place for perline, and what each takes away. */
const forbidding: readonly [flag: RegExp, what: string][] = [
  [/^--(experimental-)?permission(=|$)/, "threads and files"],
  [/^--no-?harmony[-_]sharedarraybuffer$/, "shared memory"],
];

/** @throws PerlineError `node-unsupported` where a flag for the program's Node takes away what perline needs */
export function requireSupportedFlags(nodeArgs: readonly string[]): void {
  for (const [flag, what] of forbidding) {
    const given = nodeArgs.find((arg) => flag.test(arg));
    if (given !== undefined) throw new PerlineError("node-unsupported", `perline needs ${what}, which ${given} forbids`);
  }
}
