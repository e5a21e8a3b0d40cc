/** The settings of a run: what there is to set, and what holds where nobody says otherwise. */
import type { ClockChoice } from "@perline/format";

/** The settings of a run, all of them. */
export interface Settings {
  clock: ClockChoice;
  /** Every function, or those that carry a mark. */
  select: "all" | "marked";
  /** Globs of files, or `file:function`; none: the files under the root outside node_modules. */
  include: string[];
  exclude: string[];
  /** Where the profile goes; null for the name that the program gives it. */
  output: string | null;
  /** Print the report at the end. */
  view: boolean;
  /** Seconds between rolling snapshots; null for as often as is cheap. */
  interval: number | null;
  /** Seconds before the measurement begins. */
  delay: number;
  /** Seconds it lasts; null for to the end. */
  duration: number | null;
  /** Count objects, and what they take, where they are created. */
  memory: boolean;
  /** Trace objects where they are created, to tell which stay alive: `<bytes>[,<frames>]`, see tracing.ts; null for not. */
  leaks: string | null;
  /** Have V8's own profiler tell where self time went that is not instrumented. */
  split: boolean;
  /** Profile the Node processes that the program starts. */
  children: boolean;
  /** Keep source text in the profile. */
  source: boolean;
  /** Keep instrumented files for the next run, and use those of the last. */
  cache: boolean;
  /** List what is not instrumented, and why. */
  verbose: boolean;
}

/** What holds where no place says otherwise. */
export const defaultSettings: Settings = {
  clock: "sampled", select: "all", include: [], exclude: [], output: null, view: false, interval: null, delay: 0, duration: null,
  memory: false, leaks: null, split: false, children: true, source: true, cache: true, verbose: false,
};

/** How a key's value is written as text. */
export type Kind = "text" | "number" | "flag" | "list";

/** Every key of a layer, and how the environment and flags write it. */
export const kinds: Readonly<Record<keyof Settings, Kind>> = {
  clock: "text", select: "text", include: "list", exclude: "list", output: "text", view: "flag", interval: "number", delay: "number",
  duration: "number", memory: "flag", leaks: "text", split: "flag", children: "flag", source: "flag", cache: "flag", verbose: "flag",
};

/** What one place says: flags, environment or configuration file. A key that is not here is an error everywhere. */
export type Layer = { [Key in keyof Settings]?: Exclude<Settings[Key], null> | undefined };
