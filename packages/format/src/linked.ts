/**
 * Linked code: what a build instruments without knowing the process that will run it. Its names are imported from the runtime, and
 * its ids follow from the base that the runtime gives it when it is loaded.
 */
import type { ClockChoice } from "./clocks.js";
import type { DerivedProbe, SourceRecord } from "./probe-table.js";

/** What a linked source tells the runtime about itself, as JSON text, when it is loaded. */
export interface LinkedSource {
  /** The ABI number of what printed it. Where the runtime has another one nothing of the source is measured. */
  abi: number;
  /**
   * The clock that was asked for. `sampled`: it was printed with plain stores. `exact` and `auto`: with calls of `enter`, `line`,
   * `move` and `leave`, under which any clock can run; under `auto` whoever runs it decides. `none`: with counts alone, of which no
   * time can be measured.
   */
  clock: ClockChoice | "auto";
  /** At least one, in the order of their probes' ids: the text's, or one for each original that it was compiled from. */
  sources: readonly SourceRecord[];
  /** Probes that no code counts, by local ids over all of {@link sources}: the first one is 0. */
  derived: readonly DerivedProbe[];
  /** What the person should know about it: sentences that begin with file and line. */
  warnings: readonly string[];
}
