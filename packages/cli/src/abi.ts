/** Generated code and what it calls must be made for each other: packages of different versions may not be. */
import { PerlineError } from "@perline/format";
import { abiVersion as ofRuntime } from "@perline/runtime/abi";
import { abiVersion as ofTransform } from "@perline/transform/abi";

/** @throws PerlineError `abi-mismatch` where the installed packages speak two languages */
export function requireOneAbi(): void {
  // One that is older than the number itself has none, whatever its type says now.
  const [runtime, transform]: [unknown, unknown] = [ofRuntime, ofTransform];
  if (runtime === transform) return;
  const told = `@perline/runtime has number ${String(runtime)}, @perline/transform ${String(transform)}`;
  throw new PerlineError("abi-mismatch", `the installed packages of perline do not fit together: ${told}`, {
    hint: "Install the same version of all of them.",
  });
}
