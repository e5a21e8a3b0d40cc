/**
 * A profiler for some functions and some stretches of time, as line_profiler's object is: it counts while it is enabled, and tells of
 * the functions that were added to it.
 *
 * Any number of them look at the one measurement of the process, which begins with the first that is enabled where it has not begun.
 */
import type { Profile } from "@perline/format";
import type { FunctionPlace } from "./control.js";
import { control } from "./measuring.js";
import { between, restricted, together } from "./windows.js";

/** A function, of whichever signature. */
type AnyFunction = (...args: never[]) => unknown;

/** How a report is printed: what `perline report` has options for. */
export interface Printing {
  /** By default stdout. */
  stream?: { write(text: string): unknown };
  /** Of times, in seconds; by default microseconds. */
  unit?: number | "auto";
  /** Leave out functions that were not called. */
  skipZero?: boolean;
  /** By what functions are ordered, the largest last; by default `time`. */
  sort?: "time" | "total" | "self" | "await" | "calls" | "hits" | "name" | "file";
}

export class LineProfiler {
  private readonly functions: object[] = [];
  /** How often it was enabled and not disabled yet. */
  private enabled = 0;
  /** The profile when it was enabled; null while it is not. */
  private begin: Profile | null = null;
  /** What was counted in the stretches that are over. */
  private counted: Profile | null = null;

  constructor(...functions: readonly AnyFunction[]) {
    this.add(...functions);
  }

  /** Restricts what it tells to these functions, and those added before. They have to be instrumented. */
  add(...functions: readonly AnyFunction[]): this {
    this.functions.push(...functions);
    return this;
  }

  /** Counts from now on; begins the measurement of the process where that has not begun. May be nested. */
  enable(): void {
    this.enabled += 1;
    if (this.enabled > 1) return;
    control()?.start();
    this.begin = control()?.profile() ?? null;
  }

  /** Counts no more, when it was called as often as {@link enable}. */
  disable(): void {
    if (this.enabled === 0) return;
    this.enabled -= 1;
    if (this.enabled > 0) return;
    this.counted = this.sinceBegin();
    this.begin = null;
  }

  /** Runs something while it counts, up to the end of the promise where it gives one. Gives what it gives. */
  run<T>(action: () => T): T {
    this.enable();
    let isPending = false;
    try {
      const result = action();
      if (!(result instanceof Promise)) return result;
      isPending = true;
      return result.finally(() => this.disable()) as T;
    } finally {
      if (!isPending) this.disable();
    }
  }

  /** A function that does the same, and is counted while it runs: all of it is, where it calls others. Adds the function. */
  wrap<F extends AnyFunction>(fn: F): F {
    this.add(fn);
    return new Proxy(fn, { apply: (target, self, args: unknown[]): unknown => this.run((): unknown => apply(target, self, args)) });
  }

  /**
   * What it has counted, of the functions that were added, or of all where none were; null for nothing. Warnings name functions that
   * were added and cannot be told of.
   */
  profile(): Profile | null {
    const counted = this.sinceBegin();
    if (counted === null || this.functions.length === 0) return counted;
    const unknown = this.functions.filter((fn) => (control()?.locate(fn, counted) ?? null) === null);
    const warnings = [...counted.warnings, ...unknown.map(unknownWarning)];
    return { ...restricted(counted, this.placesIn(counted)), warnings };
  }

  /**
   * Prints what it has counted, as `perline report` does.
   *
   * @throws Error where @perline/reporter is not installed, and in a page: there {@link dump} offers what was counted
   */
  print({ stream, ...options }: Printing = {}): void {
    const profile = this.profile();
    if (profile === null) return;
    const names = this.placesIn(profile).map(({ source, row }) => profile.sources[source]!.functions.name[row]!);
    const chosen = this.functions.length === 0 ? {} : { function: new RegExp(`^(${names.map(quoted).join("|")})$`) };
    const report = control()?.report(profile, { ...options, ...chosen }) ?? "";
    (stream ?? process.stdout).write(report);
  }

  /**
   * Writes what it has counted into a file that `perline report` reads; a page offers it as a download of that name. Gives whether
   * there was anything, and a place for it: a page's worker has none.
   *
   * @throws Error where the file cannot be written
   */
  dump(file: string): boolean {
    const profile = this.profile();
    return profile !== null && (control()?.save(file, `${JSON.stringify(profile)}\n`) ?? false);
  }

  private sinceBegin(): Profile | null {
    if (this.begin === null) return this.counted;
    const now = control()?.profile() ?? null;
    return now === null ? this.counted : together(this.counted, between(this.begin, now));
  }

  private placesIn(profile: Profile): FunctionPlace[] {
    return this.functions.flatMap((fn) => control()?.locate(fn, profile) ?? []);
  }
}

/** As `Reflect.apply`, which wants to know of a function what it takes. */
const apply: (target: AnyFunction, self: unknown, args: unknown[]) => unknown = Reflect.apply;

function unknownWarning(fn: object): string {
  const name: unknown = Reflect.get(fn, "name");
  const called = typeof name === "string" && name !== "" ? name : "a function without a name";
  return `the line profiler does not tell of ${called}: it is not instrumented, or a minifier has renamed what is inserted`;
}

function quoted(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\<>]/g, "\\$&");
}
