/** What a run's settings mean for the one who instruments, in whichever process that is. */
import type { HostOptions } from "@perline/transform/instrumenter";
import type { Settings } from "../settings/index.js";

/** What settings do not tell. */
export interface Place {
  /** Absolute: what source paths are relative to. */
  root: string;
  /** Absolute: where instrumented files are kept; null for nowhere. */
  cache: string | null;
  /** Whether Node was given the flag by which stack traces can be restored. */
  traces: boolean;
}

/** How a process of the run instruments. */
export function hostOptions(settings: Settings, { root, cache, traces }: Place): HostOptions {
  const { select, include, exclude, clock, source, memory } = settings;
  const options = { root, select, include, exclude, clock, keepText: source, memory, excerpts: traces };
  return cache === null ? options : { ...options, cache };
}
