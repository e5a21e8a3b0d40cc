/** What a run's settings mean for the one who instruments, in whichever process that is. */
import type { MeasuredClock, Reading } from "@perline/format";
import type { HostOptions } from "@perline/transform/instrumenter";
import type { Settings } from "../settings/index.js";

/** What settings do not tell. */
export interface Place {
  /** What the memory clock reads; null where time is measured. */
  reading: Reading | null;
  /** Absolute: what source paths are relative to. */
  root: string;
  /** Absolute: where instrumented files are kept; null for nowhere. */
  cache: string | null;
  /** Whether Node was given the flag by which stack traces can be restored. */
  traces: boolean;
}

/** What the program is measured by, and its code printed for. */
export function clockOf(clock: Settings["clock"], reading: Reading | null): MeasuredClock {
  return reading === null ? clock : "memory";
}

/** How a process of the run instruments. */
export function hostOptions(settings: Settings, { reading, root, cache, traces }: Place): HostOptions {
  const { select, include, exclude, clock, source, leaks } = settings;
  const memory = settings.memory || leaks !== null;
  // What is handed over would be weighed as well.
  const weighed = settings.memory && leaks === null && reading === null && clock !== "none";
  const options = {
    root, select, include, exclude, clock: clockOf(clock, reading), keepText: source, memory, traced: leaks !== null, weighed,
    excerpts: traces,
  };
  return cache === null ? options : { ...options, cache };
}
