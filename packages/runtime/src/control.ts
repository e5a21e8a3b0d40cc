/** What a program can ask of its own measurement: "@perline/runtime" has these by name. */
import type { ClockChoice, Profile } from "@perline/format";

/** A function of a profile. */
export interface FunctionPlace {
  /** Index of its source. */
  source: number;
  /** Its row of that source's function table. */
  row: number;
}

/** How linked code is measured outside `perline run`. What is not given is as the environment says (`PERLINE_CLOCK` and so on). */
export interface MeasureOptions {
  /** By default `sampled`, unless the first instrumented file was built for another clock. */
  clock?: ClockChoice;
  /** Where the profile goes, from the working directory; by default `<script name>.perline.json`. */
  output?: string;
  /** Seconds between rolling snapshots; by default as often as is cheap. */
  interval?: number;
  /** Seconds before the measurement begins. */
  delay?: number;
  /** Seconds it lasts; by default to the end. */
  duration?: number;
  /** Keep source text in the profile; by default true. */
  source?: boolean;
  /** Print the report on stdout at the end; by default false. */
  view?: boolean;
}

/** {@link MeasureOptions}, and when the measurement begins. */
export interface Configuration extends MeasureOptions {
  /** Begin with the first instrumented file that is loaded (by default), or with `start`. */
  autostart?: boolean;
}

/** The measurement of the process, as one of its threads sees it. None of these throws, but for a file that cannot be written. */
export interface Control {
  /** Sets what a measurement will use that has not begun. Gives false where it has. */
  configure(this: void, configuration: Configuration): boolean;
  /** Begins it, or lets it go on behind {@link stop}. Gives whether the process is measured now. */
  start(this: void, options?: MeasureOptions): boolean;
  /** Lets nothing count until {@link start}. Gives whether that was so or is so now. */
  stop(this: void): boolean;
  /** Forgets all that has counted. Gives false where nothing is measured. */
  reset(this: void): boolean;
  /**
   * Writes the profile as it stands into a file. Gives its absolute path; null where nothing is measured.
   * @throws Error where the file cannot be written
   */
  snapshot(this: void, file?: string): string | null;
  /** Keeps what is counted at this moment under a name, for reports of what comes behind. Gives whether it is kept. */
  mark(this: void, label: string): boolean;
  /** The profile as it stands; null where nothing is measured. */
  profile(this: void): Profile | null;
  /**
   * Writes a text into a file; in a page it is offered as a download of that name. Gives false where neither can be had.
   * @throws Error where the file cannot be written
   */
  save(this: void, file: string, text: string): boolean;
  /** Where a function stands in a profile of this process; null where it is not instrumented. */
  locate(this: void, fn: object, profile: Profile): FunctionPlace | null;
  /** The report of a profile, as `perline report` prints it. @throws Error where @perline/reporter is not installed */
  report(this: void, profile: Profile, options?: Readonly<Record<string, unknown>>): string;
}
