/** Which exit code a failure of perline's own has. */
import type { ErrorCode, PerlineError } from "@perline/format";

/** What a person typed or configured wrongly, told before anything runs. */
const usageCodes: ReadonlySet<ErrorCode> = new Set(["usage", "config-invalid", "script-not-found", "node-unsupported", "abi-mismatch"]);

/** 2 for wrong usage, 1 for everything else. */
export function exitCodeOf({ code }: Pick<PerlineError, "code">): 1 | 2 {
  return usageCodes.has(code) ? 2 : 1;
}
