/** One process that instruments a file, and what it says of it. */
import { join } from "node:path";
import { programs } from "./programs.js";
import { runWell } from "../runs.js";

/** Milliseconds, and megabytes (of text: 10^6; of memory: 2^20). */
export interface Instrumented {
  /** Loading the instrumenter. */
  loadMs: number;
  /** The first time. */
  coldMs: number;
  /** The quickest of the times after it; null where there was none. */
  warmMs: number | null;
  maxRssMb: number;
  /** Of the text. */
  megabytes: number;
}

/** Instruments a file once and `again` times more, with `perline` unless told. */
export async function instrumentOnce(file: string, { instrumenter = "perline", again = 0 } = {}): Promise<Instrumented> {
  const { stdout } = await runWell([join(programs, "instrument.cjs"), file, instrumenter, String(again)]);
  return JSON.parse(stdout) as Instrumented;
}
