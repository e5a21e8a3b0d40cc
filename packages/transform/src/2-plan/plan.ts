/**
 * From text to plan: the probe table of a source and the edits that place its probes. Pure; all policy about the language is in
 * the rules.
 */
import { createHash } from "node:crypto";
import { abiPrefix, type DerivedProbe, type Layout, mark, PerlineError, type SourceRecord } from "@perline/format";
import { LineIndex } from "../1-parse/lines.js";
import { OriginalLines, type Originals } from "../1-parse/original-lines.js";
import { parse, type FlowSyntax, type Goal, type Parsed } from "../1-parse/parse.js";
import { divide, undivided, type Planned, type Sources } from "./divide.js";
import type { Edit } from "./edits.js";
import { FileNames } from "./file-names.js";
import { declaresAtTop } from "./hoisting.js";
import { Marks, type Warning } from "./marks.js";
import { Planner } from "./planner.js";
import { Positions } from "./positions.js";
import { ProbeTable } from "./probes.js";
import { bodyRange, planModule } from "./rules-functions.js";
import { dispatch } from "./rules.js";
import { Selection } from "./selection.js";
import { jsxRuntimeOf, type JsxRuntime } from "./jsx.js";
import { wrappedStart, wrapperOf } from "./wrapper.js";

/** What a plan depends on besides the text. */
export interface PlanOptions {
  /** Absolute file name; its extension decides the language (.js .mjs .cjs .jsx .ts .mts .cts .tsx). */
  filename: string;
  /** Path for the record: relative to the profile's root, with forward slashes. */
  path: string;
  goal: Goal;
  /** Whether the text is JavaScript whatever the extension says. */
  isJavaScript?: boolean;
  /** That JavaScript has types of Flow, and how they are read. Absent: it has none. */
  flow?: FlowSyntax;
  /** `marked`: only functions that carry a mark. */
  select: "all" | "marked";
  /** Restricts to functions whose name it accepts (`Class.method`, `<module>`). */
  acceptsFunction?: (name: string) => boolean;
  /** Keeps the text in the record. */
  keepText: boolean;
  /** Whether the sites that create objects are planned. */
  memory?: boolean;
  /** Where they are: what elements of JSX will be compiled to; absent: nobody knows. */
  jsx?: JsxRuntime;
  /** Where they are: whether the expressions around them are weighed, which linked code is not. */
  weighed?: boolean;
  /** Where they are: of which V8 the objects are that they hand over; absent: they hand over none. */
  traced?: Layout;
  /** Of linked code, which loads what it names itself, how: by `import` as a module, or by `require`. Absent: it is none. */
  linked?: "module" | "commonjs";
  /** What the text was compiled from; its lines are then the ones that count. Names of functions and marks are the text's. */
  originals?: Originals;
  /** The text's tree, where it has been parsed. */
  parsed?: Parsed;
}

/** What to insert, and what it will mean. */
export interface Plan {
  /** The text's record; of a text compiled from others the first of theirs. */
  source: SourceRecord;
  /** All records, in the order of their probes' ids: that of the text, or one for each original. */
  sources: Sources;
  /** Where the file's own statements begin, behind its directives, which end without a semicolon perhaps (`separate`). */
  start: { readonly offset: number; readonly separate: boolean };
  /** In source order, outer before inner. */
  edits: readonly Edit[];
  /** Probes that no edit counts, by their ids over all records. */
  derived: readonly DerivedProbe[];
  /** Whether the text contains `import(…)`. */
  hasDynamicImport: boolean;
  /** Functions (and module bodies) that carry a mark. */
  markedFunctions: number;
  /** For whoever builds the file. */
  warnings: readonly Warning[];
}

const nowhere = "The source map leads to no line of its sources; the lines are those of this file.";

/**
 * TypeScript and JSX, which esbuild may print. In sloppy code it gives functions that are declared in a block another name, as
 * if the block were not there: what a program's text has not in a block must not come to stand in one.
 */
const printedExtension = /\.(ts|cts|tsx|jsx)$/;

/**
 * Plans a source.
 *
 * @throws PerlineError `source-syntax` where the text does not parse; `source-instrumented` where it contains names of ours.
 */
export function plan(text: string, options: PlanOptions): Plan {
  const { filename } = options;
  const ownLines = new LineIndex(text);
  const ours = [abiPrefix, mark].map((name) => text.indexOf(name)).filter((offset) => offset >= 0);
  if (ours.length > 0) {
    throw new PerlineError("source-instrumented", "the text contains what perline inserts", {
      file: filename, line: ownLines.at(Math.min(...ours)), hint: "Instrument the original.",
    });
  }
  const parsed = options.parsed ?? parse(text, options);
  const marks = new Marks(text, parsed, ownLines);
  const wrapper = options.goal === "script" ? wrapperOf(parsed.program) : null;
  const begin = wrapper === null ? 0 : wrappedStart(text, wrapper);
  const compiled = options.originals === undefined || marks.ignoresFile ? null : new OriginalLines(text, options.originals, begin);
  const leadsNowhere = compiled?.leadsNowhere === true;
  const originalLines = leadsNowhere ? null : compiled;
  const lines = originalLines ?? ownLines;
  const table = new ProbeTable();
  const { select, acceptsFunction = (): boolean => true } = options;
  const planner = new Planner({
    text, goal: options.goal, linked: options.linked ?? null, lines, table, dispatch,
    names: options.memory === true ? new FileNames(parsed.program, jsxRuntimeOf(text, options.jsx)) : null,
    weighs: options.weighed === true && options.linked === undefined,
    traced: options.traced ?? null,
    blocksRename: options.goal === "commonjs" && options.isJavaScript !== true && printedExtension.test(filename),
    positions: new Positions(text, lines),
    selection: new Selection(marks, lines, {
      select,
      acceptsFunction: (name, line) => originalLines?.accepts(name, line) ?? acceptsFunction(name),
    }),
  });
  if (marks.ignoresFile) planner.skipFile("ignoreComment");
  else if (options.linked === "commonjs" && declaresAtTop(parsed.program, "require")) planner.skipFile("ownRequire");
  else planModule(parsed.program, planner);
  const sites = planner.sites?.table();
  const planned: Planned = {
    source: {
      path: options.path,
      hash: createHash("sha256").update(text).digest("hex"),
      text: options.keepText ? text : null,
      functions: table.functions,
      lines: table.lines,
      probes: table.probes,
      ...(sites === undefined ? {} : { sites }),
      skipped: planner.skipped,
    },
    edits: planner.edits(),
    derived: table.derived,
  };
  // Of types alone nothing runs, and nothing is on a line.
  const isMisled = leadsNowhere && table.lines.line.length > 0;
  const { sources, edits, derived } = originalLines === null ? undivided(planned) : divide(planned, originalLines);
  const { start, separate } = bodyRange(parsed.program);
  return {
    source: sources[0], sources, start: { offset: start, separate }, edits, derived,
    hasDynamicImport: planner.hasDynamicImport,
    markedFunctions: marks.count,
    warnings: isMisled ? [...marks.warnings, { line: ownLines.count, message: nowhere }] : marks.warnings,
  };
}
