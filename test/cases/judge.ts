/** Runs a case, bare and through every printer and clock, and finds what differs. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Case, CaseFile } from "./case.js";
import { execute, type Outcome, type Within } from "./execute.js";
import { difference, listing, withAnyNumbers } from "./listing.js";
import { filenameOf, loweringsOf, runsAsWritten, syntaxOf, type Lowering } from "./lowerings.js";
import { clocks, measured, withFunctionText, withNames, type ClockName, type Measurement } from "./measured.js";
import { printers, type Printer } from "./printers.js";
import type { Instrumented } from "@perline/transform";

/** One way to run a case. */
export interface Way {
  printer: Printer;
  clock: ClockName;
  lowering: Lowering;
  measurement: Measurement;
  /** Whether functions have the text that the person wrote, as under `perline run`. */
  restoresText: boolean;
}

/** What an instrumented run showed. */
export interface MeasuredOutcome extends Outcome {
  /** The listing of each instrumented file. */
  hits: string;
  /** Where the program printed, the lines on the shadow stack, innermost first, that were not those of V8's. */
  lines: string[];
  /** Frames left on the shadow stack. */
  depth: number;
  /** Activations left suspended. */
  pending: number;
}

/** Runs a case as it is. */
export async function runBare(one: Case, lowering: Lowering, within: Within = (_target, action) => action()): Promise<Outcome> {
  const files = await lowerAll(one, lowering, () => null);
  return execute({ files, entry: one.entry.name, goal: one.entry.goal, within });
}

/** Runs a case instrumented. */
export async function runInstrumented(one: Case, way: Way): Promise<MeasuredOutcome> {
  const { printer, clock, lowering, measurement, restoresText } = way;
  const sources: { file: CaseFile; base: number; instrumented: Instrumented }[] = [];
  const files = await lowerAll(one, lowering, (file) => {
    const base = measurement.nextBase();
    const instrumented = printer.print(file.text, {
      filename: filenameOf(one, file), path: file.name, goal: syntaxOf(file), clock, base, select: "all", keepText: false,
    });
    measurement.register(base, instrumented);
    sources.push({ file, base, instrumented });
    return instrumented;
  });
  measurement.reset();
  const lines: string[] = [];
  const lineOf = (id: number): string => {
    for (const { base, instrumented: { source: { probes, lines: rows } } } of sources) {
      if (id >= base && id < base + probes.length) return String(rows.line[probes[id - base]!] ?? "?");
    }
    return "?";
  };
  const compareLines = (): void => {
    const shadow = measurement.positions().map(lineOf).join(" ");
    const v8 = linesOfStack(one.files, traced).join(" ");
    if (shadow !== v8) lines.push(`${shadow} where V8 has ${v8}`);
  };
  const traced = printer.movesLines === true ? tracer(sources) : asItIs;
  const whole = sources.every(({ instrumented: { source } }) => source.skipped.length === 0) && runsAsWritten(one, lowering);
  const run = (): Promise<Outcome> => execute({
    files, entry: one.entry.name, goal: one.entry.goal, traced, ...(whole ? { onPrint: compareLines } : {}),
    within: (target, action) => withNames(target, measurement.bindings(clock), action),
  });
  const outcome = await (restoresText ? withFunctionText(run) : run());
  const ids = sources.flatMap(({ base, instrumented: { source } }) => source.probes.map((_, probe) => base + probe));
  const result = {
    ...outcome, lines,
    // Where the program is over, nobody leaves the frame of its module.
    depth: Math.max(0, measurement.positions().length - (outcome.threw ? 1 : 0)),
    hits: sources.map(({ file, base, instrumented: { source } }) => {
      const title = sources.length > 1 ? `== ${file.name}\n` : "";
      return title + listing(file.text, source, source.probes.map((_, probe) => measurement.hits(base + probe)));
    }).join(""),
    pending: ids.reduce((sum, id) => sum + measurement.pending(id), 0),
  };
  measurement.reset();
  return result;
}

/** Puts the places in a trace where the texts have them, as the maps of what was printed tell. */
function tracer(sources: readonly { file: CaseFile; instrumented: Instrumented }[]): (trace: string) => string {
  const maps = new Map(sources.map(({ file, instrumented }) => [file.name, new TraceMap(instrumented.map().toString())]));
  return (trace) => trace.replace(/([\w.-]+):(\d+):(\d+)/g, (...[place = "", name = "", line, column]: string[]) => {
    const map = maps.get(name);
    const original = map === undefined ? null : originalPositionFor(map, { line: Number(line), column: Number(column) - 1 });
    return original === null || original.line === null ? place : `${name}:${original.line}:${original.column + 1}`;
  });
}

function asItIs(trace: string): string {
  return trace;
}

/** The lines of a case's files in a stack trace of this moment, innermost first. */
function linesOfStack(files: readonly CaseFile[], traced: (trace: string) => string): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  return traced(stack).split("\n").flatMap((frame) => {
    const place = frame.includes("at async ") ? null : /([\w.]+):(\d+):\d+\)?$/.exec(frame);
    return place !== null && files.some(({ name }) => name === place[1]) ? [place[2]!] : [];
  });
}

async function lowerAll(one: Case, lowering: Lowering, print: (file: CaseFile) => Instrumented | null): Promise<Map<string, string>> {
  const lowered = new Map<string, string>();
  for (const file of one.files) {
    const { text, goal, name } = file;
    lowered.set(name, await lowering.lower({ filename: filenameOf(one, file), text, goal, instrumented: print(file) }));
  }
  return lowering.bundle?.(lowered, one.entry) ?? lowered;
}

/** What instrumented programs run through; by default what exists and the case holds for. */
export interface Through {
  through?: readonly Printer[];
  measurement?: Measurement;
  restoresText?: boolean;
}

/** The printers that a case holds for. */
export function printersFor({ name }: Case): readonly Printer[] {
  return printers.filter(({ exceptions }) => !(name in exceptions));
}

/** Every way to run a case. */
export function waysOf(one: Case, { through = printersFor(one), measurement = measured, restoresText = true }: Through = {}): Way[] {
  return loweringsOf(one).flatMap((lowering) => through.flatMap((printer) =>
    clocks.map((clock) => ({ printer, clock, lowering, measurement, restoresText }))));
}

/** What differs from the case's expectations, as a text to read; empty where it passes. */
export async function judge(one: Case, through: Through = {}): Promise<string> {
  const findings: string[] = [];
  const compare = (what: string, expected: string, actual: string): void => {
    const rows = difference(expected, actual);
    if (rows !== "") findings.push(`${what}\n${rows}`);
  };
  for (const lowering of loweringsOf(one)) {
    const bare = await runBare(one, lowering);
    compare(`output, bare ${lowering.name}`.trimEnd(), one.output, bare.output);
    for (const way of waysOf(one, through).filter((each) => each.lowering === lowering)) {
      const label = [way.printer.name, way.clock, lowering.name].filter((word) => word !== "").join(" ");
      try {
        const ours = await runInstrumented(one, way);
        compare(`output, ${label}`, one.output, ours.output);
        compare(`hits, ${label}`, one.hits, withAnyNumbers(one.hits, ours.hits));
        if (way.clock !== "none") {
          if (one.settings.otherLines === undefined) compare(`running lines, ${label}`, "", ours.lines.join("\n"));
          compare(`frames left on the shadow stack, ${label}`, "0", String(ours.depth));
          compare(`activations left suspended, ${label}`, String(one.settings.pending ?? 0), String(ours.pending));
        }
        if (way.printer.keepsFunctionText && runsAsWritten(one, lowering)) {
          compare(`text of functions, ${label}`, bare.texts.join("\n"), ours.texts.join("\n"));
        }
      } catch (failure) {
        findings.push(`${label} failed: ${String(failure)}`);
      }
    }
  }
  return findings.join("\n\n");
}
