/** What a person is told where there is no place for perline; see supported.ts. */
import { PerlineError } from "@perline/format";
import { unsupportedBy } from "./run/node-command.js";
import { unsupported } from "./supported.js";

/** @throws PerlineError `node-unsupported` where this process is no place for perline */
export function requireSupportedNode(): void {
  const reason = unsupported(process);
  if (reason !== null) throw new PerlineError("node-unsupported", reason);
}

/** @throws PerlineError `node-unsupported` where a flag for the program's Node takes away what perline needs */
export function requireSupportedFlags(flags: readonly string[]): void {
  const reason = unsupportedBy(flags);
  if (reason !== null) throw new PerlineError("node-unsupported", reason);
}
