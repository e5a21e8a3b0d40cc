/**
 * The only number formatting: what reports print is made here, and no digit that was asked for is ever dropped for room.
 *
 * Exponents appear in one place, the timer unit, because line_profiler's readers know it as `1e-06`.
 */
import { PerlineError } from "@perline/format";

const nsPerSecond = 1e9;
/** Seconds for each name that a person may give a unit. */
const namedUnits: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, "µs": 1e-6, ms: 1e-3, s: 1 };

/** Beyond these a table would hold noughts alone, or numbers that no longer have all their digits. */
const [smallestUnit, largestUnit] = [1e-9, 1e9];

/** The unit of times in a table, in seconds; `auto` picks the one that suits the longest. */
export type TimeUnit = number | "auto";

/**
 * A unit as a person writes it: `ns`, `us`, `ms`, `s`, `auto`, or a number of seconds from 1e-9 to 1e9.
 *
 * @throws PerlineError `usage`
 */
export function parseUnit(text: string): TimeUnit {
  if (text === "auto") return "auto";
  const seconds = Object.hasOwn(namedUnits, text) ? (namedUnits[text] ?? 0) : Number(text);
  if (seconds >= smallestUnit && seconds <= largestUnit) return seconds;
  throw new PerlineError("usage", `${JSON.stringify(text)} is no unit of time`, {
    hint: "Use ns, us, ms, s, auto, or a number of seconds from 1e-9 to 1e9.",
  });
}

/** The unit in seconds, `auto` resolved for the longest time of the report: microseconds up to 10 s, then milliseconds. */
export function resolveUnit(unit: TimeUnit, longestNs: number): number {
  if (unit !== "auto") return unit;
  return longestNs < 10 * nsPerSecond ? 1e-6 : 1e-3;
}

/** Microseconds have one digit after the point, as line_profiler's have; larger units as many as resolve a microsecond. */
export function formatTime(ns: number, unit: number): string {
  const digits = Math.min(20, Math.max(1, Math.round(Math.log10(unit / 1e-6))));
  // One division by a round number, so that a tie is rounded as it stands and not as two divisions left it.
  const nsPerUnit = Number((unit * nsPerSecond).toPrecision(12));
  return (ns / nsPerUnit).toFixed(digits);
}

/** A count, every digit of it. */
export function formatCount(count: number): string {
  return count.toFixed(0);
}

/** Calls as pstats prints them: of which so many were primitive. Null: not counted, or not known. */
export function formatCalls(all: number | null, primitive: number | null): string {
  if (all === null) return "-";
  if (primitive === null) return `${formatCount(all)}/?`;
  return primitive === all ? formatCount(all) : `${formatCount(all)}/${formatCount(primitive)}`;
}

/** A share in percent with one digit after the point; empty where there is no whole. */
export function formatPercent(part: number, whole: number): string {
  return whole === 0 ? "" : ((100 * part) / whole).toFixed(1);
}

/** Seconds with six significant digits, more for long times, never an exponent, no idle zeros: `0.170981`. */
export function formatSeconds(ns: number): string {
  const seconds = ns / nsPerSecond;
  if (seconds === 0) return "0";
  const digits = Math.max(0, 5 - Math.floor(Math.log10(seconds)));
  const text = seconds.toFixed(Math.min(15, digits));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Seconds to the nanosecond, so that a sum of them can be checked by eye. */
export function formatExactSeconds(ns: number): string {
  const whole = Math.floor(ns / nsPerSecond);
  return `${whole.toFixed(0)}.${(ns - whole * nsPerSecond).toFixed(0).padStart(9, "0")}`;
}

/** A length of time for a sentence, in the unit that suits it: `52.1 µs`. */
export function formatDuration(ns: number): string {
  const [name, size] = ns < 1e3 ? ["ns", 1] : ns < 1e6 ? ["µs", 1e3] : ns < 1e9 ? ["ms", 1e6] : ["s", 1e9];
  return `${Number((ns / size).toFixed(ns / size < 100 ? 2 : 0))} ${name}`;
}

/** The unit as C's `%g` prints it: `1e-06`, `0.001`, `1`. */
export function formatUnit(unit: number): string {
  const [digits = "", exponent = "0"] = Number(unit.toPrecision(6)).toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(unit.toPrecision(6)));
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** Memory in MiB, as memory_profiler prints it. */
export function formatMebibytes(bytes: number, precision: number): string {
  return `${(bytes / 2 ** 20).toFixed(precision).padStart(precision + 4)} MiB`;
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size as tracemalloc prints it: `179 KiB`, `56.4 KiB`; `signed`: with a plus where it is none below zero. */
export function formatBytes(bytes: number, signed = false): string {
  let [size, unit] = [bytes, 0];
  for (; unit < byteUnits.length - 1 && Math.abs(size) >= 10 * 1024; unit++) size /= 1024;
  const digits = unit > 0 && Math.abs(size) < 100 ? 1 : 0;
  return `${signed && bytes >= 0 ? "+" : ""}${size.toFixed(digits)} ${byteUnits[unit]}`;
}

/** `1 file`, `3 files`, `2 processes`. */
export function countOf(count: number, noun: string): string {
  const ending = count === 1 ? "" : noun.endsWith("s") ? "es" : "s";
  return `${formatCount(count)} ${noun}${ending}`;
}
