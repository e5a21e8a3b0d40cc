/** Runs a case, bare and through every printer and clock, and finds what differs. */
import type { Case, CaseFile } from "./case.js";
import { execute, type Outcome } from "./execute.js";
import { difference, listing } from "./listing.js";
import { filenameOf, isLowered, loweringsOf, type Lowering } from "./lowerings.js";
import { clocks, depth, hitsOf, nextBase, pendingOf, register, reset, withFunctionText, withNames, type ClockName } from "./measured.js";
import { printers, type Printer } from "./printers.js";
import type { Instrumented } from "@perline/transform";

/** One way to run a case. */
export interface Way {
  printer: Printer;
  clock: ClockName;
  lowering: Lowering;
}

/** What an instrumented run showed. */
export interface MeasuredOutcome extends Outcome {
  /** The listing of each instrumented file. */
  hits: string;
  depth: number;
  pending: number;
}

/** Runs a case as it is. */
export async function runBare(one: Case, lowering: Lowering): Promise<Outcome> {
  const files = await lowerAll(one, lowering, () => null);
  return execute({ files, entry: one.entry.name, goal: one.entry.goal, within: (_target, action) => action() });
}

/** Runs a case instrumented. */
export async function runInstrumented(one: Case, { printer, clock, lowering }: Way): Promise<MeasuredOutcome> {
  const sources = new Map<CaseFile, { base: number; instrumented: Instrumented }>();
  const files = await lowerAll(one, lowering, (file) => {
    const base = nextBase();
    const instrumented = printer.print(file.text, {
      filename: filenameOf(one, file), path: file.name, goal: file.goal, clock, base, select: "all", keepText: false,
    });
    register(base, instrumented);
    sources.set(file, { base, instrumented });
    return instrumented;
  });
  reset();
  const outcome = await withFunctionText(() =>
    execute({ files, entry: one.entry.name, goal: one.entry.goal, within: (target, action) => withNames(target, clock, action) }));
  const measured = [...sources].map(([file, { base, instrumented: { source, probeCount } }]) => ({
    listing: `${sources.size > 1 ? `== ${file.name}\n` : ""}${listing(file.text, source, hitsOf(base, probeCount))}`,
    pending: pendingOf(base, probeCount),
  }));
  const result = {
    ...outcome,
    // Where the program is over, nobody leaves the frame of its module.
    depth: Math.max(0, depth() - (outcome.threw ? 1 : 0)),
    hits: measured.map((each) => each.listing).join(""),
    pending: measured.reduce((sum, each) => sum + each.pending, 0),
  };
  reset();
  return result;
}

async function lowerAll(one: Case, lowering: Lowering, print: (file: CaseFile) => Instrumented | null): Promise<Map<string, string>> {
  const lowered = new Map<string, string>();
  for (const file of one.files) {
    const { text, goal, name } = file;
    lowered.set(name, await lowering.lower({ filename: filenameOf(one, file), text, goal, instrumented: print(file) }));
  }
  return lowered;
}

/** Every way to run a case. */
export function waysOf(one: Case, through: readonly Printer[] = printers): Way[] {
  return loweringsOf(one).flatMap((lowering) => through.flatMap((printer) => clocks.map((clock) => ({ printer, clock, lowering }))));
}

/** What differs from the case's expectations, as a text to read; empty where it passes. */
export async function judge(one: Case, through: readonly Printer[] = printers): Promise<string> {
  const findings: string[] = [];
  const compare = (what: string, expected: string, actual: string): void => {
    const rows = difference(expected, actual);
    if (rows !== "") findings.push(`${what}\n${rows}`);
  };
  for (const lowering of loweringsOf(one)) {
    const bare = await runBare(one, lowering);
    compare(`output, bare ${lowering.name}`.trimEnd(), one.output, bare.output);
    for (const way of waysOf(one, through).filter((each) => each.lowering === lowering)) {
      const { printer, clock } = way;
      const label = [printer.name, clock, lowering.name].filter((word) => word !== "").join(" ");
      const ours = await runInstrumented(one, way);
      compare(`output, ${label}`, one.output, ours.output);
      compare(`hits, ${label}`, one.hits, ours.hits);
      compare(`frames left on the shadow stack, ${label}`, "0", String(ours.depth));
      compare(`activations left suspended, ${label}`, String(one.settings.pending ?? 0), String(ours.pending));
      if (printer.keepsFunctionText && !isLowered(one.entry)) {
        compare(`text of functions, ${label}`, bare.texts.join("\n"), ours.texts.join("\n"));
      }
    }
  }
  return findings.join("\n\n");
}
