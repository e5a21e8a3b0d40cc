/** What `split` needs of the other settings. */
import { PerlineError, type Reading } from "@perline/format";
import type { Settings } from "./settings.js";

/**
 * Makes sure that self time can be split, where that is asked for: V8's samples are joined with the looks of the sampled clock.
 *
 * @param reading what the memory clock reads; null where time is measured
 * @throws PerlineError `usage`
 */
export function requireSplittable({ clock, split }: Pick<Settings, "clock" | "split">, reading: Reading | null): void {
  if (!split || (clock === "sampled" && reading === null)) return;
  const other = reading === null ? `under the clock ${clock}` : "where memory is read";
  throw new PerlineError("usage", `--split needs the sampled clock: ${other} nobody looks at which line runs`, {
    hint: reading === null ? "Leave --clock out, or --split." : "Leave split out of the settings.",
  });
}
