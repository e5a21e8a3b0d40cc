/**
 * What a program can ask of its own measurement, as functions: those of the thread's runtime, which is loaded with the first call but
 * for a mark: where nothing is measured there is nothing to mark.
 * Where nothing can be measured they do nothing, and say so by what they give.
 */
import type { Profile } from "@perline/format";
import type { Configuration, Control, MeasureOptions } from "./control.js";
import { installedRuntime, runningRuntime } from "./installed.js";
import { labelText } from "./mark-label.js";

/** The thread's; null where nothing can measure it. */
export function control(): Control | null {
  return installedRuntime()?.control ?? null;
}

/** Sets what a measurement will use that has not begun: before the first instrumented file is loaded. Gives whether it does. */
export function configure(configuration: Configuration): boolean {
  return control()?.configure(configuration) ?? false;
}

/** Begins the measurement, where the first instrumented file has not, or goes on behind {@link stop}. Gives whether it runs now. */
export function start(options: MeasureOptions = {}): boolean {
  return control()?.start(options) ?? false;
}

/** Lets nothing count until {@link start}. Gives whether nothing counts now. */
export function stop(): boolean {
  return control()?.stop() ?? true;
}

/** Forgets all that has counted so far. Gives whether there was a measurement to forget. */
export function reset(): boolean {
  return control()?.reset() ?? false;
}

/**
 * Writes the profile as it stands into a file; without a name into the one that the profile will go to. Gives its absolute path; null
 * where nothing is measured.
 *
 * @throws Error where the file cannot be written
 */
export function snapshot(file?: string): string | null {
  return control()?.snapshot(file) ?? null;
}

/**
 * Marks this moment: `perline report --since-mark label` tells of what comes behind it. Where the thread's objects are traced
 * (`perline run --leaks`), what is alive is kept under that name too. Gives whether the moment is kept: not where nothing is measured,
 * nor under what is no text, number or the like.
 */
export function mark(label: string): boolean {
  const [runtime, text] = [runningRuntime(), labelText(label)];
  if (runtime === null || text === null) return false;
  // A collection comes with it, and is to lie before the mark.
  runtime.traces?.moment(text);
  return runtime.control.mark(text);
}

/** The profile as it stands; null where nothing is measured. */
export function currentProfile(): Profile | null {
  return control()?.profile() ?? null;
}
