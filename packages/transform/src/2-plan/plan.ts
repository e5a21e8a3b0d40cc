/**
 * From text to plan: the probe table of a source and the edits that place its probes. Pure; all policy about the language is in
 * the rules.
 */
import { createHash } from "node:crypto";
import { abiPrefix, mark, PerlineError, type SourceRecord } from "@perline/format";
import { LineIndex } from "../1-parse/lines.js";
import { parse, type Goal } from "../1-parse/parse.js";
import type { Edit } from "./edits.js";
import { Marks, type Warning } from "./marks.js";
import { Planner } from "./planner.js";
import { Positions } from "./positions.js";
import { ProbeTable } from "./probes.js";
import { planModule } from "./rules-functions.js";
import { dispatch } from "./rules.js";
import { Selection } from "./selection.js";

/** What a plan depends on besides the text. */
export interface PlanOptions {
  /** Absolute file name; its extension decides the language (.js .mjs .cjs .jsx .ts .mts .cts .tsx). */
  filename: string;
  /** Path for the record: relative to the profile's root, with forward slashes. */
  path: string;
  goal: Goal;
  /** Whether the text is JavaScript whatever the extension says. */
  isJavaScript?: boolean;
  /** `marked`: only functions that carry a mark. */
  select: "all" | "marked";
  /** Restricts to functions whose name it accepts (`Class.method`, `<module>`). */
  acceptsFunction?: (name: string) => boolean;
  /** Keeps the text in the record. */
  keepText: boolean;
}

/** What to insert, and what it will mean. */
export interface Plan {
  source: SourceRecord;
  /** In source order, outer before inner. */
  edits: readonly Edit[];
  /** Whether the text contains `import(…)`. */
  hasDynamicImport: boolean;
  /** Functions (and module bodies) that carry a mark. */
  markedFunctions: number;
  /** For whoever builds the file. */
  warnings: readonly Warning[];
}

/**
 * Plans a source.
 *
 * @throws PerlineError `source-syntax` where the text does not parse; `source-instrumented` where it contains names of ours.
 */
export function plan(text: string, options: PlanOptions): Plan {
  const { filename } = options;
  if (text.includes(abiPrefix) || text.includes(mark)) {
    throw new PerlineError("source-instrumented", "The text contains names that perline inserts.", {
      file: filename,
      hint: "Instrument the original.",
    });
  }
  const parsed = parse(text, options);
  const lines = new LineIndex(text);
  const table = new ProbeTable();
  const marks = new Marks(text, parsed, lines);
  const planner = new Planner({
    text, lines, table, dispatch,
    positions: new Positions(text, lines),
    selection: new Selection(marks, options.select, options.acceptsFunction ?? (() => true)),
  });
  if (marks.ignoresFile) planner.skipFile("ignoreComment");
  else planModule(parsed.program, options.goal, planner);
  return {
    source: {
      path: options.path,
      hash: createHash("sha256").update(text).digest("hex"),
      text: options.keepText ? text : null,
      functions: table.functions,
      lines: table.lines,
      probes: table.probes,
      skipped: planner.skipped,
    },
    edits: planner.edits(),
    hasDynamicImport: planner.hasDynamicImport,
    markedFunctions: marks.count,
    warnings: marks.warnings,
  };
}
