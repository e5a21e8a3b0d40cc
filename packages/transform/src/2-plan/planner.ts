/**
 * The planner: edits in evaluation order, and the running line.
 *
 * The planner goes through the program in evaluation order and knows, at each point, which line the shadow stack will show
 * there (`line`; 0 where paths with different lines meet). A rule says "code of the user's may be called here, and V8 would show
 * line L" by `arriveAt`. Where the lines differ, a move is put at the last *place*: the latest point of evaluation at which
 * something can be inserted, before or after an expression in a value position. Whatever calls user code closes the place, so a
 * move never changes the line of something that ran earlier.
 *
 * Text on one line needs none of that: places are kept only while an expression spans lines.
 */
import type { Node } from "@babel/types";
import type { Layout } from "@perline/format";
import { EditList, type NewEdit } from "./edit-list.js";
import type { Dress, Edit } from "./edits.js";
import type { FileNames } from "./file-names.js";
import { mayBeLeftOut } from "./found-by-text.js";
import type { Frame } from "./frames.js";
import { endOf, isAnonymousFunction, isPart, isTrivial, startOf } from "./positions.js";
import { isQuoted } from "./quotes.js";
import { Sites } from "./sites.js";
import { Surroundings, type SourceInput } from "./surroundings.js";
import { none } from "./tally.js";

/** The latest point at which a move can be inserted; `slot` is its reserved index in the edits. */
interface MovePlace {
  slot: number;
  start: number;
  end: number;
  kind: "before" | "after";
  dress: Dress;
}

/** What planning depends on. */
export interface PlannerInput extends SourceInput {
  /** The rules: plan one node in the current frame. */
  readonly dispatch: (node: Node, planner: Planner) => void;
  /** What the file's names mean, where it is asked where objects are created; else null. */
  readonly names: FileNames | null;
  /** Whether what expressions that create them add to the heap is measured. */
  readonly weighs: boolean;
  /** Of which V8 the objects are that are handed over where they are created; null: none are. */
  readonly traced: Layout | null;
}

/** What a rule may use. */
export class Planner extends Surroundings {
  /** The line on the shadow stack at this point; 0 where it is not known. */
  line = 0;
  /** The latest line of this function that a probe counts whenever control comes here; 0 for none. */
  counted = 0;
  #place: MovePlace | null = null;
  #spansLines = false;
  /** Where a statement begins with nothing of ours before it: a parenthesis could join what stands there; -1: nowhere. */
  #joinable = -1;
  /** Where objects are created; null where nobody asks. */
  readonly sites: Sites | null;
  /** Whether an expression around is weighed. */
  #isWeighed = false;
  readonly #edits = new EditList();
  /** Where an expression begins before which nothing may stand: neither before it nor before its first operand. */
  #bareStart = -1;
  readonly #dispatch: (node: Node, planner: Planner) => void;

  constructor(input: PlannerInput) {
    super(input);
    this.sites = input.names === null ? null : new Sites(this, input.names, input);
    this.#dispatch = input.dispatch;
  }

  /** The finished edits. */
  edits(): Edit[] {
    return this.#edits.finish();
  }

  /** Plans a node by the rule of its type. */
  visit(node: Node | null | undefined): void {
    if (node === null || node === undefined) return;
    this.#dispatch(node, this);
  }

  /** Plans code that is left as it is: only functions inside it are planned. */
  leaveAlone(plan: () => void): void {
    const { frame } = this;
    this.frame = null;
    plan();
    this.frame = frame;
  }

  /** As `leaveAlone`, of code that runs as part of this function: what it creates cannot be counted. */
  leaveUncounted(plan: () => void): void {
    const { frame, sites } = this;
    this.leaveAlone(sites === null || frame === null ? plan : () => sites.leftAlone(frame.fn, plan));
  }

  /** Plans the body of a function, with a running line of its own. */
  inFrame(frame: Frame | null, plan: () => void): void {
    const { frame: outer, line, counted, early } = this;
    const place = this.#place;
    const spansLines = this.#spansLines;
    const isWeighed = this.#isWeighed;
    this.frame = frame;
    this.early &&= frame === null;
    this.line = 0;
    this.counted = 0;
    this.#place = null;
    this.#spansLines = false;
    this.#isWeighed = false;
    if (this.sites === null) plan();
    else this.sites.inFunction(plan);
    this.frame = outer;
    this.early = early;
    this.line = line;
    this.counted = counted;
    this.#place = place;
    this.#spansLines = spansLines;
    this.#isWeighed = isWeighed;
  }

  /** Adds an edit; `inside` plans what stands within it. */
  add(edit: NewEdit, inside?: () => void): void {
    this.#edits.add(edit, inside);
  }

  /** Adds an edit, if any, that is known once what stands within it is planned. */
  addAround(inside: () => void, edit: () => NewEdit | null): void {
    const slot = this.#edits.reserve();
    inside();
    const known = edit();
    if (known !== null) this.#edits.fill(slot, known);
    this.#edits.release();
  }

  /** Puts an edit into a slot that was reserved for {@link Tally.behind}. */
  fillSlot(slot: number, edit: NewEdit): void {
    this.#edits.fill(slot, edit);
  }

  /** Plans a loop whose turns, from the offset `from` on, call nothing; `plan` gives the probe that counts each turn. */
  addTightLoop({ from, ...range }: { start: number; end: number; from: number }, plan: () => number): void {
    const slot = this.#edits.reserve();
    const turn = plan();
    this.#edits.fill(slot, { kind: "loop", ...range, hits: this.#edits.countLocally({ slot, from, turn }) });
    this.#edits.release();
  }

  /**
   * Plans the arrival at a line in front of `node`: a count where `counts` and nothing counts this line yet, a move where `moves` and
   * one is needed. Behind an arrival without a move the running line is another with each clock: the exact one moves where it counts.
   */
  arrive(node: Node, line: number, { counts = true, moves = true } = {}): void {
    if (this.frame === null) return;
    const hit = counts && line > 0 && this.counted !== line ? this.table.counting(this.frame.fn, line) : -1;
    if (hit >= 0) this.counted = line;
    this.#arrival(this.statementStart(node), moves ? line : this.line, hit);
    if (!moves) this.forgetLine();
  }

  /** As `arrive`, with a count of its own in any case; gives its probe. */
  arriveCounted(node: Node, line: number): number {
    return this.arriveAt(line, this.statementStart(node));
  }

  /** Plans an arrival at a line, at an offset between statements; gives its probe. */
  arriveAt(line: number, at: number): number {
    if (this.frame === null) return -1;
    const hit = this.table.counting(this.frame.fn, line);
    this.counted = line;
    this.#arrival(at, line, hit);
    return hit;
  }

  #arrival(start: number, line: number, hit: number): void {
    const { frame } = this;
    if (frame === null) return;
    const position = this.line === line ? -1 : hit >= 0 ? hit : this.table.position(frame.fn, line);
    this.#place = null;
    this.#spansLines = false;
    this.line = line;
    const nothing = hit < 0 && position < 0;
    this.#joinable = nothing ? start : -1;
    this.sites?.count(hit);
    if (nothing) return;
    this.add({ kind: "line", start, end: start, position, hit, style: frame.style, transparent: frame.transparent });
  }

  /** The activation was suspended and resumed here: the running line is that of the `await` or `yield`. */
  suspended(line: number): void {
    this.sites?.leak();
    this.line = line;
    this.#place = null;
  }

  /** Paths with different lines meet here. */
  forgetLine(): void {
    this.line = 0;
    this.#place = null;
  }

  /** Plans a value that starts a computation of its own: the expression of a statement, a test, an operand of `return`. */
  root(node: Node | null | undefined, naming = false): void {
    if (node !== null && node !== undefined) this.computation(node, () => this.value(node, naming));
  }

  /** As `root`; what follows runs at `line`. */
  rootBefore(node: Node, line: number): void {
    const plan = (): void => {
      this.value(node);
      this.calls(() => line);
    };
    this.computation(node, plan, line);
  }

  /** Plans a computation that begins and ends with `node`, and goes on at `line`. */
  computation(node: Node, plan: () => void, line = this.line): void {
    const { counted, positions } = this;
    const start = positions.start(node);
    const spansLines = start !== positions.end(node) || start !== this.line || start !== line;
    this.#place = null;
    if (this.sites === null && (!spansLines || this.frame === null) && !this.plannable.isIn(node)) return;
    const outer = this.#spansLines;
    this.#spansLines = spansLines;
    plan();
    this.#place = null;
    this.#spansLines = outer;
    this.counted = counted;
  }

  /** Plans a count at an offset between statements, which stands for no line; gives its probe. `separate`: behind one. */
  countAt(at: number, separate = false): number {
    const hit = this.table.lineless();
    this.add({ kind: "count", start: at, end: at, hit, separate, transparent: this.frame?.transparent ?? false, early: false });
    return hit;
  }

  /** As `root`, behind an arrival of its own: each evaluation counts on `line`, whatever else counts there. Gives its probe. */
  countedRoot(node: Node, line: number): number {
    if (this.frame === null) {
      this.visit(node);
      return -1;
    }
    const hit = this.table.counting(this.frame.fn, line);
    const { counted } = this;
    this.counted = line;
    this.#rootBehind(node, { line, position: this.line === line ? -1 : hit, hit });
    this.counted = counted;
    return hit;
  }

  /** As `root`, behind a move to `line` where that is not the running line. */
  movedRoot(node: Node, line: number): void {
    if (this.frame === null || this.line === line) return this.root(node);
    this.#rootBehind(node, { line, position: this.table.position(this.frame.fn, line), hit: -1 });
  }

  #rootBehind(node: Node, arrival: { line: number; position: number; hit: number }): void {
    const { frame } = this;
    if (frame === null) return;
    const { line, position, hit } = arrival;
    this.line = line;
    this.sites?.count(hit);
    const edit: NewEdit = { kind: "before", start: startOf(node), end: endOf(node), position, hit, style: frame.style, ...this.dress(node) };
    this.add(edit, () => this.root(node));
  }

  /** Plans what begins a line whose arrivals cannot be counted. */
  uncounted(line: number, plan: () => void): void {
    if (this.frame !== null && line > 0) this.table.position(this.frame.fn, line);
    plan();
  }

  /** Plans a part that nothing can stand around, nor in but in functions: a line that it begins cannot be counted. */
  leaveAsWritten(node: Node): void {
    const line = this.positions.start(node);
    this.uncounted(line === this.counted || !isPart(node) ? 0 : line, () => this.leaveAlone(() => this.visit(node)));
  }

  /** Whether a node begins and ends on the running line. */
  isOnOneLine(node: Node): boolean {
    return this.line !== 0 && this.positions.start(node) === this.line && this.positions.end(node) === this.line;
  }

  /** How what stands around a value is to look; `parents` are those of the value. */
  dress(node: Node, parents: readonly Node[] = this.parents): Dress {
    return { quoted: isQuoted(node, parents), separate: startOf(node) === this.#joinable };
  }

  /** Plans a value before which the arrival at another part's line is counted. */
  valueCounting(node: Node, line: number): void {
    if (this.frame === null || !this.#spansLines) return this.value(node);
    const hit = this.table.counting(this.frame.fn, line);
    const position = this.line === line ? -1 : hit;
    this.line = line;
    this.counted = line;
    this.sites?.count(hit);
    const dress: Dress = { quoted: false, separate: false };
    const edit: NewEdit = { kind: "before", start: startOf(node), end: endOf(node), position, hit, style: this.frame.style, ...dress };
    this.add(edit, () => this.value(node));
  }

  /** Plans an expression before whose first word nothing may stand. */
  valueFromFirstWord(node: Node): void {
    this.#bareStart = startOf(node);
    this.visit(node);
  }

  /** Plans an expression in a value position, where something may stand before and after it. */
  value(node: Node, naming = false): void {
    if (node.type === "SequenceExpression") {
      for (const expression of node.expressions) this.value(expression);
      return;
    }
    if (startOf(node) === this.#bareStart) return this.visit(node);
    this.sites?.value(node, naming);
    if (this.sites === null || this.frame === null || (naming && isAnonymousFunction(node))) return this.#value(node, naming);
    if (this.#isWeighed || !this.sites.mayWeigh(node)) this.placed(node, this.sites, () => this.#value(node, naming));
    else this.#weigh(node, this.sites, naming);
  }

  /** Plans a value, and a place behind it for what counts sites. */
  placed(node: Node, sites: Sites, plan: () => void): void {
    const slot = this.#edits.reserve();
    const dress = sites.dress(node);
    plan();
    this.#edits.release();
    sites.behind(node, slot, dress);
  }

  /** Plans a value that is weighed as a whole if it creates objects. */
  #weigh(node: Node, sites: Sites, naming: boolean): void {
    const slot = this.#edits.reserve();
    const dress = sites.dress(node);
    const known = sites.size;
    this.#isWeighed = true;
    this.placed(node, sites, () => this.#value(node, naming));
    this.#isWeighed = false;
    this.#edits.release();
    const hit = this.frame === null ? none : sites.weigh(known, this.frame.fn);
    if (hit !== none) this.fillSlot(slot, { kind: "weigh", start: startOf(node), end: endOf(node), hit, ...dress });
  }

  #value(node: Node, naming: boolean): void {
    const { frame } = this;
    if (frame === null || !this.#spansLines || (naming && isAnonymousFunction(node))) return this.visit(node);
    if (this.linked !== null && mayBeLeftOut(node, this.text)) return this.leaveAsWritten(node);
    const start = startOf(node);
    const end = endOf(node);
    const trivial = isTrivial(node);
    const dress = this.dress(node);
    const after = this.#edits.reserve();
    if (trivial) {
      this.visit(node);
    } else {
      const before = this.#edits.reserve();
      const line = this.positions.start(node);
      this.#place = { slot: before, start, end, kind: "before", dress };
      if (line !== this.counted && isPart(node)) this.countHere(line);
      this.visit(node);
      this.#edits.release();
    }
    this.#edits.release();
    this.#place = { slot: after, start, end, kind: trivial ? "before" : "after", dress };
  }

  /** Plans a prefix of a chain, behind which something may stand, though not before it. */
  prefix(node: Node, plan: () => void): void {
    if (this.frame === null || !this.#spansLines) return plan();
    const after = this.#edits.reserve();
    plan();
    this.#edits.release();
    this.#place = { slot: after, start: startOf(node), end: endOf(node), kind: "after", dress: { ...this.dress(node), quoted: true } };
  }

  /** User code may be called here, and V8 would show `line`; it is worked out only where it matters. */
  calls(line: () => number): void {
    this.sites?.leak();
    if (!this.#spansLines) return;
    const target = line();
    if (this.line !== target && this.frame !== null) this.#fill(target, this.table.position(this.frame.fn, target), -1);
    this.#place = null;
  }

  /** Something ran here whose line V8 does not tell apart from what ran before: the running line stays. */
  pins(): void {
    this.sites?.leak();
    this.#place = null;
  }

  /** A part begins here, on a line that nothing counts yet. */
  countHere(line: number): void {
    if (!this.#spansLines || this.frame === null || this.#place === null) return;
    const probe = this.table.counting(this.frame.fn, line);
    this.#fill(line, probe, probe);
    this.counted = line;
  }

  /** Plans alternatives of which one runs; behind them the line is known only if all agree. */
  branches(...plans: readonly (() => void)[]): void {
    const { line, counted } = this;
    const ends = new Set<number>();
    const meet = this.sites?.fork();
    for (const plan of plans) {
      this.line = line;
      this.counted = counted;
      this.#place = null;
      this.sites?.apart();
      plan();
      ends.add(this.line);
    }
    meet?.();
    this.line = ends.size === 1 ? this.line : 0;
    this.counted = counted;
    this.#place = null;
  }

  #fill(line: number, position: number, hit: number): void {
    const place = this.#place;
    if (place === null || this.frame === null) return;
    const { slot, start, end, kind, dress } = place;
    this.#edits.fill(slot, { kind, start, end, position, hit, style: this.frame.style, ...dress });
    this.line = line;
    this.#place = null;
  }
}
