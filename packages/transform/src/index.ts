/** From source text to instrumented text: parse, plan, print. */
import { createRequire } from "node:module";
import { type DerivedProbe, type MeasuredClock, PerlineError, type SourceRecord } from "@perline/format";
import type { SourceMap } from "magic-string";
import type { Parsed } from "./1-parse/parse.js";
import type * as quick from "./1-parse/quick.js";
import { plan, type Plan, type PlanOptions } from "./2-plan/plan.js";
import type { Warning } from "./2-plan/marks.js";
import { prologueOf, type Link } from "./3-emit/prologue.js";
import type { PrintOptions } from "./3-emit/insertions.js";
import { printText } from "./3-emit/text.js";
import { verify } from "./3-emit/verify.js";

export { plan, type Plan, type PlanOptions } from "./2-plan/plan.js";
export type { Edit, EditKind, EditOf, FrameStyle } from "./2-plan/edits.js";
export type { Warning } from "./2-plan/marks.js";
export { skipReasons, type SkipReason } from "./2-plan/skips.js";
export type { MapSegment, Original, Originals } from "./1-parse/original-lines.js";
export type { FlowSyntax, Goal } from "./1-parse/parse.js";
export type { Link, Prologue } from "./3-emit/prologue.js";
export type { PrintOptions } from "./3-emit/insertions.js";
export { printText, unmark, type Printed } from "./3-emit/text.js";
export type { SourceMap } from "magic-string";

/** Texts at least this long, in UTF-16 units, are read by the quicker parser: from here on it pays to load one more. */
const quickFrom = 250_000;

/** What to instrument, and how. */
export interface InstrumentOptions extends Omit<PlanOptions, "linked" | "parsed"> {
  clock: MeasuredClock;
  /** Absolute id of the source's first probe: 1, where nothing is said, or more. Linked code learns it when it is loaded. */
  base?: number;
  /** Makes it linked code, for a build that does not know the process: see linked.ts of the format package. */
  link?: Link;
  /** Whether the result is checked: taking out what was inserted gives back the text, and it parses. By default it is. */
  verify?: boolean;
}

/** An instrumented source. */
export interface Instrumented {
  code: string;
  /** The source map (version 3); made when asked for. */
  map(): SourceMap;
  /** See {@link Plan.source}. */
  source: SourceRecord;
  /** See {@link Plan.sources}. */
  sources: Plan["sources"];
  /** See {@link Plan.derived}; ids are absolute, those of linked code local. */
  derived: readonly DerivedProbe[];
  /** Ids used: base to base + probeCount - 1. */
  probeCount: number;
  /** Whether the text contains `import(…)`. */
  hasDynamicImport: boolean;
  /** Functions and module bodies that carry a mark. */
  markedFunctions: number;
  warnings: readonly Warning[];
}

/**
 * Instruments a source.
 *
 * @throws PerlineError `source-syntax` where the text does not parse, `source-instrumented` where it contains names of ours,
 * `edit-not-applied` where the result would not give back the input.
 */
export function instrument(text: string, options: InstrumentOptions): Instrumented {
  try {
    return instrumentQuickly(text, options) ?? instrumentUnguarded(text, options).instrumented;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const place = { file: options.filename, hint: "The file runs as it is.", cause };
    throw new PerlineError("edit-not-applied", "the text is nested too deeply for this thread's stack", place);
  }
}

/** Instruments a large file by the quicker parser, where V8 takes what comes of it; null where that is for the other one. */
function instrumentQuickly(text: string, options: InstrumentOptions): Instrumented | null {
  if (text.length < quickFrom || options.verify === false) return null;
  // Loaded where it is wanted: no small program needs it.
  const { parseQuickly } = createRequire(__filename)("./1-parse/quick.js") as typeof quick;
  const parsed = parseQuickly(text, options);
  if (parsed === null) return null;
  try {
    const { instrumented, compiles } = instrumentUnguarded(text, options, parsed);
    return compiles ? instrumented : null;
  } catch {
    // What is wrong is told where it goes wrong by the other one, too.
    return null;
  }
}

/** What was made of a text, and whether V8 was asked, and takes it. */
interface Checked {
  instrumented: Instrumented;
  compiles: boolean;
}

function instrumentUnguarded(text: string, options: InstrumentOptions, parsed?: Parsed): Checked {
  const { plan: planned, print } = prepare(text, options, parsed);
  const { source, sources, edits, derived, hasDynamicImport, markedFunctions, warnings } = planned;
  const printed = printText(text, edits, print);
  const { code } = printed;
  const compiles = options.verify !== false && verify(text, code, options);
  const probeCount = sources.reduce((count, { probes }) => count + probes.length, 0);
  const instrumented = {
    code, map: () => printed.map(), source, sources, derived: derived.map((each) => shifted(each, print.base)), probeCount,
    hasDynamicImport, markedFunctions, warnings,
  };
  return { instrumented, compiles };
}

/** What any printer begins with. */
export interface Prepared {
  plan: Plan;
  print: PrintOptions;
}

/**
 * Plans a source that is to be instrumented; `parsed` is its tree, where it has been parsed.
 *
 * @throws PerlineError as {@link plan} does
 */
export function prepare(text: string, options: InstrumentOptions, parsed?: Parsed): Prepared {
  const { filename, clock, link } = options;
  const linked = link === undefined ? {} : { linked: link.as ?? (options.goal === "module" ? "module" : "commonjs") };
  const planned = plan(text, { ...options, ...linked, ...(parsed === undefined ? {} : { parsed }) });
  const base = link === undefined ? options.base ?? 1 : 0;
  const prologue = link === undefined ? {} : { prologue: prologueOf(planned, { ...options, ...linked }, link) };
  return { plan: planned, print: { filename, base, clock, ...prologue } };
}

/** A derived probe, with ids that start at `base`. */
function shifted({ probe, plus, minus }: DerivedProbe, base: number): DerivedProbe {
  const shift = (id: number): number => id + base;
  return { probe: shift(probe), plus: plus.map(shift), minus: minus.map(shift) };
}
