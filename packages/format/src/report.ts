/**
 * The report for machines, `perline report --format json`: stable and versioned.
 *
 * Times are integer nanoseconds; lines are 1-based, columns 0-based, both of the file the person edits; paths are relative
 * to the root, with forward slashes. What was not measured is null. Readers ignore keys they do not know; new keys do not
 * raise the version.
 */
import type { ClockKind } from "./clocks.js";
import type { SplitKind } from "./split.js";
import type { Reading } from "./usage.js";

/** The version of the report this package describes. */
export const reportVersion = 1;

/** The whole report. For several threads times are sums over them, but for {@link Report.wallNs}. */
export interface Report {
  format: "perline-report";
  version: 1;
  /** Version of perline that wrote the profile. */
  perline: string;
  /** False where the program died before its final profile: figures are those of the last snapshot. */
  complete: boolean;
  /** The command that was profiled. */
  argv: string[];
  /** Absolute folder that paths are relative to. */
  root: string;
  clock: ClockKind;
  /** What the clock `memory` read; absent under any other. */
  reading?: Reading;
  /** Program time: sum of the selfNs of all lines + outsideNs + idleNs. Null, as all times, where none was measured. */
  durationNs: number | null;
  /** The longest thread's duration. */
  wallNs: number | null;
  /** Time the program stood waiting for perline to instrument files; not part of durationNs. */
  instrumentNs: number;
  /** Time in code that no instrumented line called. */
  outsideNs: number | null;
  /** Time event loops waited. */
  idleNs: number | null;
  gcNs: number | null;
  /** Samples taken; 0 under another clock than the sampled one. */
  samples: number;
  /** Mean time between samples; 0 where none were taken. */
  intervalNs: number;
  /** Measured cost of one probe. Not an integer. */
  probeNs: number | null;
  processes: ReportProcess[];
  /** What was left as it is, and why. Line 0 is the whole file. */
  skipped: { path: string; line: number; reason: string }[];
  /** Sentences the reader should see; what options hide is counted here. */
  warnings: string[];
  files: ReportFile[];
  /** What threads traced of the objects that lines created; absent where nobody asked. */
  live?: ReportLiveThread[];
  /**
   * Event-loop utilisation: how much of its time it did not wait, from 0 to 1, over all threads; null where no time was measured. A
   * report that another tool made may lack it, and the next two.
   */
  utilisation?: number | null;
  /** The longest stretches in which event loops stood still, the longest first; absent where none was seen. */
  blocked?: ReportStretch[];
  /** Self time of threads by interval; absent where nobody looked on. */
  timelines?: ReportTimeline[];
  /** Where the self time of the lines above went; absent where nobody asked. */
  split?: ReportSplit;
  /** Marks that the program set, those of a process from first to last; absent where there are none, and in a report since one. */
  marks?: ReportMark[];
}

/** Where the self time of lines went, as V8's own profiler saw it. */
export interface ReportSplit {
  /** Time between two samples of V8's, as it was asked for; the longest, where threads differ. */
  intervalNs: number;
  /** Of all lines. */
  selfNs: number;
  /** Of it what is of lines with too few samples of V8's: those are not among the lines below. */
  unknownNs: number;
  /** All that was shared out, with most first. */
  parts: ReportSplitPart[];
  /** With most self time first. */
  lines: ReportSplitLine[];
  hints: ReportSplitHint[];
}

/** A package with much of the self time, which would show lines of its own. */
export interface ReportSplitHint {
  package: string;
  ns: number;
  /** What to include of the next run: one's own files, and the package. */
  include: string[];
}

/** Some self time, and what it went into. */
export interface ReportSplitPart {
  kind: SplitKind;
  /** Of the package, the module, the built-in, the file; empty where the kind says all. */
  name: string;
  ns: number;
}

/** The self time of one line as one function has it. */
export interface ReportSplitLine {
  path: string;
  line: number;
  function: string;
  selfNs: number;
  /** V8's samples by which it is shared out. */
  samples: number;
  /** Whether lines took turns so quickly that samples of neighbours may be among these. */
  mixed: boolean;
  /** With most first; they add up to selfNs. */
  parts: ReportSplitPart[];
}

/** A moment that the program has named. */
export interface ReportMark {
  pid: number;
  /** What `perline report --since-mark` takes: the program's name, with `#2` and so on where it was set before. */
  name: string;
  /** The longest that a thread had been measured. */
  atNs: number;
}

/** A stretch of time in which no look at one thread found its stack empty. Of measured time, as its timeline. */
export interface ReportStretch {
  pid: number;
  thread: { id: number; name: string };
  atNs: number;
  durationNs: number;
  /** Of it, time in pauses between looks that were much longer than usual: what was there is a guess. */
  unseenNs: number;
  /** The lines with most self time in it, in that order. */
  lines: { path: string; line: number; function: string; selfNs: number }[];
}

/** Self time of one thread by interval. */
export interface ReportTimeline {
  pid: number;
  thread: { id: number; name: string };
  /** Length of an interval; the last may be cut short. */
  intervalNs: number;
  /** By interval: of all lines. */
  selfNs: number[];
  /** The lines with most self time, in that order; of each by interval. */
  lines: { path: string; line: number; function: string; selfNs: number[] }[];
}

/** What was alive of the objects that one thread's lines created. */
export interface ReportLiveThread {
  pid: number;
  thread: { id: number; name: string };
  /** Mean bytes between two traced objects; figures are estimates where it is above 1. */
  sampleBytes: number;
  /** From first to last; the last is the end. Times of the thread's program time. */
  moments: { atNs: number; label: string | null; bytes: number; objects: number }[];
  /** Index of the moment with most bytes. */
  highest: number;
  lines: ReportLiveLine[];
}

/** What was alive of the objects that one line created. */
export interface ReportLiveLine {
  path: string;
  line: number;
  function: string;
  /** Names of constructors. */
  types: string[];
  /** The call stack of most of what it created, as far as it was kept; the oldest frame first. */
  traceback: { path: string; line: number }[];
  /** By moment. */
  bytes: number[];
  objects: number[];
  /** Half-widths of the 95 % intervals of the bytes. */
  errorBytes: number[];
  /** Objects in all. */
  created: number;
  /** The share of them that was alive before the end; from 0 to 1. */
  survival: number;
  /** How it grows from moment to moment, with a score from 0 to 100; null where it does not. */
  growth: { bytes: number; moments: number; durationNs: number; score: number } | null;
}

/** One operating-system process. */
export interface ReportProcess {
  pid: number;
  ppid: number;
  /** Its command line; a report that another tool made may lack it. */
  argv?: string[];
  /** `name`: `main`, what the program calls a worker, or `worker` with its id; may be lacking too. */
  threads: {
    id: number;
    name?: string;
    durationNs: number | null;
    /** How many were added up in it, and the longest's duration; absent for one that stands for itself. */
    summed?: { threads: number; longestNs: number | null };
  }[];
  /** How many were added up in it; absent for one that stands for itself. */
  summed?: number;
}

/** One source. */
export interface ReportFile {
  path: string;
  /** SHA-256, in hex, of the text that ran. */
  hash: string;
  functions: ReportFunction[];
  lines: ReportLine[];
}

/** One function. */
export interface ReportFunction {
  /** As a person would say it: `Class.method`, `get x`, `<module>`. */
  name: string;
  /** 1-based line of its first character. */
  line: number;
  /** 0-based column of its first character, in UTF-16 units. */
  column: number;
  /** 1-based line of its last character. */
  endLine: number;
  /** Activations whose body started; null where they cannot be counted. */
  calls: number | null;
  /** Time with the function on the stack; recursion counts once. Null, as the next four, where no time was measured. */
  totalNs: number | null;
  /** Time with the function innermost among those instrumented. */
  selfNs: number | null;
  /** Time its activations stood suspended at awaits, summed; may exceed the run. */
  awaitNs: number | null;
  /** Activations still suspended at the end. */
  pending: number | null;
  /** Exceptions that propagated out of its lines. */
  throws: number | null;
  gcNs: number | null;
  /** Bytes in use when it was first entered. As the next one: absent under another clock than `memory`. */
  entryBytes?: number;
  /** The sum of its lines' increments: what was in use when it was left less what was when it was entered, of all its activations. */
  incrementBytes?: number;
}

/** One line as one function has it; a line with several functions has one entry for each. */
export interface ReportLine {
  /** 1-based. */
  line: number;
  /** Index into the same file's functions. */
  function: number;
  /** False where arrivals at the line cannot be counted. */
  countable: boolean;
  /** How often control arrived there; null where it cannot be counted. */
  hits: number | null;
  /** Time with the line running in a live frame, callees included. Null, as the next three, where no time was measured. */
  totalNs: number | null;
  /** The same, callees that are instrumented excluded. */
  selfNs: number | null;
  /** Time suspended at awaits of the line, summed over activations. */
  awaitNs: number | null;
  throws: number | null;
  gcNs: number | null;
  /** Samples that saw the line on a stack; null under another clock than the sampled one. */
  samples: number | null;
  /** Half-width of the 95 % interval of totalNs; null under another clock than the sampled one. */
  errorNs: number | null;
  /**
   * An estimate of how much of selfNs is the cost of the line's own probes; null where that is not known. A report that another
   * tool made may lack it.
   */
  probeNs?: number | null;
  /** Objects the line has created; null where nobody asked for memory, or something on the line cannot be counted. */
  allocations: number | null;
  /** What they take on V8's heap: as modelled, or else as measured; null where neither is known. */
  bytes: number | null;
  /** By the layout of V8's objects; null where some size only shows when it runs. A report that another tool made may lack it. */
  modelledBytes?: number | null;
  /** By reading the heap around evaluations of its expressions; may be lacking too. */
  measuredBytes?: number | null;
  /** Half-width of the 95 % interval of measuredBytes; may be lacking too. */
  measuredErrorBytes?: number | null;
  /** Outside V8's heap: what array buffers hold; may be lacking too. */
  externalBytes?: number | null;
  /** The most bytes in use when the line ended. As the next one: absent under another clock than `memory`. */
  usageBytes?: number;
  /** Bytes in use when it ended less those when it began, callees included, summed; may be negative. */
  incrementBytes?: number;
}
