/**
 * What stands around the node being planned: the source, the nodes outside it, the function and the statements that jumps may leave.
 * And what of the source is left as it is.
 */
import type { Node } from "@babel/types";
import type { Skip } from "@perline/format";
import type { Lines } from "../1-parse/lines.js";
import type { Goal } from "../1-parse/parse.js";
import { Occurrences } from "../1-parse/occurrences.js";
import type { Frame, JumpTarget } from "./frames.js";
import { endOf, startOf, type Positions } from "./positions.js";
import type { ProbeTable } from "./probes.js";
import type { Selection } from "./selection.js";
import { skipReasons, type SkipReason } from "./skips.js";

/** The source, and what is asked of it. */
export interface SourceInput {
  readonly text: string;
  readonly goal: Goal;
  /** As in PlanOptions; null where it is not linked code. */
  readonly linked: "module" | "commonjs" | null;
  readonly lines: Lines;
  readonly positions: Positions;
  readonly table: ProbeTable;
  readonly selection: Selection;
  /** See {@link Surroundings.blocksRename}. */
  readonly blocksRename: boolean;
}

/** Where planning has come to in a source. */
export class Surroundings {
  readonly text: string;
  readonly goal: Goal;
  readonly linked: "module" | "commonjs" | null;
  readonly lines: Lines;
  readonly positions: Positions;
  readonly table: ProbeTable;
  readonly selection: Selection;
  readonly skipped: Skip[] = [];
  /** The node being planned, last, and those around it, outermost first. */
  readonly parents: Node[] = [];
  /** Null in code that is left as it is, where only nested functions are planned. */
  frame: Frame | null = null;
  /** Whether what is being planned may run before its file's first statement; see edits.ts. */
  early = false;
  hasDynamicImport = false;
  /** The function that a tool has put around a module's text, which is then the module's body; null where there is none. */
  wrapper: Node | null = null;
  /**
   * What an expression on one line, or one left as it is, must hold for anything to be planned in it: a function, a class, a
   * suspension, `import()`, a call of `throw`; or an escape, which may hide a word.
   */
  readonly plannable: Occurrences;
  #functions: Occurrences | null = null;
  /** What may be direct eval. */
  readonly evals: Occurrences;
  /** What may be a `with`. */
  readonly withs: Occurrences;
  /** What may be a `using`. */
  readonly usings: Occurrences;
  /** Whether a function that is declared in a block gets another name afterwards. */
  readonly blocksRename: boolean;

  constructor(input: SourceInput) {
    this.text = input.text;
    this.goal = input.goal;
    this.linked = input.linked;
    this.lines = input.lines;
    this.positions = input.positions;
    this.table = input.table;
    this.selection = input.selection;
    this.blocksRename = input.blocksRename;
    this.plannable = new Occurrences(input.text, /[{\\]|=>|\b(?:await|class|function|import|throw|yield)\b/g);
    this.evals = new Occurrences(input.text, /\beval\b|\\u/g);
    this.withs = new Occurrences(input.text, /\bwith\b/g);
    this.usings = new Occurrences(input.text, /\busing\b/g);
  }

  /** What may be a function or class; few files ask. */
  get functions(): Occurrences {
    this.#functions ??= new Occurrences(this.text, /=>|\b(?:class|function)\b|\\/g);
    return this.#functions;
  }

  /** Runs `plan` with `parent` as the innermost node around. */
  under(parent: Node, plan: () => void): void {
    this.parents.push(parent);
    plan();
    this.parents.pop();
  }

  /** Records that a construct is left as it is; one on no line is nobody's. */
  skip(node: Node, reason: SkipReason): void {
    const line = this.positions.start(node);
    if (line > 0) this.skipped.push({ line, reason: skipReasons[reason] });
  }

  /** Records that the whole file is left as it is. */
  skipFile(reason: SkipReason): void {
    this.skipped.push({ line: 0, reason: skipReasons[reason] });
  }

  /** Runs `plan` inside a statement that jumps may leave. */
  within(target: JumpTarget, plan: () => void): void {
    this.frame?.targets.push(target);
    plan();
    this.frame?.targets.pop();
  }

  /** The labels directly around the statement being planned. */
  labels(): string[] {
    const labels: string[] = [];
    for (let index = this.parents.length - 2; index >= 0; index--) {
      const parent = this.parents[index];
      if (parent?.type !== "LabeledStatement") break;
      labels.push(parent.label.name);
    }
    return labels;
  }

  /** Whether the declaration being planned is a statement of the file itself, exported or not. */
  isAtTop(declaration: Node): boolean {
    const around = this.parents[this.parents.lastIndexOf(this.statementOf(declaration)) - 1];
    return around?.type === "Program";
  }

  /** The statement a declaration belongs to: its `export`, where it has one. */
  statementOf(declaration: Node): Node {
    const around = this.parents[this.parents.length - 2];
    return around?.type === "ExportNamedDeclaration" || around?.type === "ExportDefaultDeclaration" ? around : declaration;
  }

  /** The range of an expression with the parentheses around it; `end` is where the construct around it ends. */
  wrapRange(expression: Node, end: number): { start: number; end: number } {
    const parenStart = expression.extra?.["parenStart"];
    if (typeof parenStart !== "number") return { start: startOf(expression), end: endOf(expression) };
    let last = endOf(expression);
    for (;;) {
      const next = this.positions.behindBlank(last);
      if (next >= end || this.text[next] !== ")") return { start: parenStart, end: last };
      last = next + 1;
    }
  }

  /** Where something can stand in front of a statement: before its labels. */
  statementStart(node: Node): number {
    let outermost = node;
    for (let index = this.parents.lastIndexOf(node) - 1; index >= 0; index--) {
      const parent = this.parents[index];
      if (parent?.type !== "LabeledStatement") break;
      outermost = parent;
    }
    return startOf(outermost);
  }
}
