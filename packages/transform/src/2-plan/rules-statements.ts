/** Rules for statements, loops apart: an arrival in front of each, braces where a single statement needs company. */
import type { BlockStatement, CatchClause, Node, Statement, TryStatement, VariableDeclaration, VariableDeclarator } from "@babel/types";
import { someWithin } from "../1-parse/children.js";
import { planDisposal } from "./disposal.js";
import type { Leaving } from "./edits.js";
import { completes, eachBinding } from "./hoisting.js";
import { initializes } from "./first-statement.js";
import { actsWhenLeft, leavingOf, passage, type Frame, type JumpTarget, type Passage, type Turn } from "./frames.js";
import type { Planner } from "./planner.js";
import { endOf, givesAtHand, isAnonymousFunction, isAtHand, isCertain, startOf } from "./positions.js";
import type { Rules } from "./rules.js";
import { inScope } from "./scopes.js";

/** Plans the arrival at a statement; its expressions follow. Without `moves` it takes no time, and the running line may stay. */
export function begin(node: Node, planner: Planner, moves = true): void {
  planner.arrive(planner.statementOf(node), planner.positions.start(node), { moves });
}

/** Plans a list of statements, one after another. */
export function statements(list: readonly Node[], planner: Planner): void {
  const { counted } = planner;
  planner.sites?.list(list);
  inScope(list, planner, () => planDisposal(list, planner, (part) => {
    for (const statement of part) {
      if (planner.selection.ignores(statement)) planner.skip(statement, "ignoreComment");
      else planner.visit(statement);
    }
  }));
  planner.counted = counted;
}

/** Plans the body of a branch or loop, in braces where it has none; `around` plans what else stands inside them. */
export function body(node: Statement, planner: Planner, around: (plan: () => void) => void = (plan) => plan()): void {
  if (node.type === "BlockStatement") return planner.under(node, () => around(() => statements(node.body, planner)));
  const plan = (): void => around(() => statements([node], planner));
  if (planner.frame === null) plan();
  else planner.add({ kind: "block", start: startOf(node), end: endOf(node) }, plan);
}

/** Plans a declaration's declarators; the first that begins on a line of its own counts there, as a statement would. */
export function declarators(node: VariableDeclaration, planner: Planner): void {
  for (const declarator of node.declarations) {
    const line = planner.positions.start(declarator);
    const { init } = declarator;
    if (planner.frame === null || line === planner.counted || init === null || init === undefined) planner.visit(declarator);
    else if (isAnonymousFunction(init)) planner.under(declarator, () => planner.uncounted(line, () => planner.root(init, true)));
    else {
      planner.under(declarator, () => planDeclarator(declarator, planner, () => planner.countedRoot(init, line)));
      planner.counted = line;
    }
  }
}

/** Whether a declaration takes time, rather than only give variables of a function, of which nobody disposes, what is there. */
function takesTime(node: VariableDeclaration, frame: Frame | null): boolean {
  return frame === null || frame.style === "open" || frame.disposes || !givesAtHand(node, frame.names);
}

function planDeclarator({ id }: VariableDeclarator, planner: Planner, planValue: () => void): void {
  // A pattern stands before its value in the text, but is evaluated after it: what it holds is planned without moves.
  if (id.type !== "Identifier") planner.visit(id);
  planValue();
  if (id.type !== "Identifier") planner.sites?.leak();
  eachBinding(id, ({ name }) => planner.frame?.names.add(name));
}

/** Whether a statement takes the labels in front of it itself. */
function isLabelled(node: Statement): boolean {
  return /^(While|DoWhile|For|ForIn|ForOf|Switch|Labeled)Statement$/.test(node.type);
}

/** The index, among the targets around, of the one a jump means. */
function jumpTarget(planner: Planner, label: string | undefined, jump: "break" | "continue"): number {
  const targets = planner.frame?.targets ?? [];
  return targets.findLastIndex(({ labels, takes }) =>
    label !== undefined ? labels.includes(label) : takes === "both" || (takes === "break" && jump === "break"),
  );
}

/** Whether code of the program may run when a jump leaves the targets from `outermost` on. */
function jumpActs({ frame }: Planner, outermost: number): boolean {
  return frame === null || frame.disposes || frame.targets.slice(Math.max(outermost, 0)).some(actsWhenLeft);
}

/** The line at which V8 closes the innermost iterator among the targets from `outermost` on; null where it stays. */
function closingLine(planner: Planner, outermost: number): number | null {
  const closed = planner.frame?.targets.slice(Math.max(outermost, 0)).findLast(({ closesAt }) => closesAt !== 0);
  return closed?.closesAt ?? null;
}

/** In front of a jump: moves to where iterators are closed by it. */
function closing(node: Node, planner: Planner, outermost: number): void {
  const line = closingLine(planner, outermost);
  if (line !== null) planner.arrive(node, line, { counts: false });
}

/** In front of a jump: tells the `finally` blocks that it passes; the user's outermost one counts the `turn` that it leads to. */
function passing(node: Node, planner: Planner, { outermost, turn = null }: { outermost: number; turn?: Turn | null }): void {
  const at = planner.statementStart(node);
  const passages = (planner.frame?.targets ?? []).slice(Math.max(outermost, 0)).flatMap(({ passes }) => passes ?? []);
  const counting = passages.find(isOfUser);
  passages.forEach((each, index) => {
    each.outer = passages[index - 1]?.binding ?? each.outer;
  });
  // A loop's own behind that of its turns, which it overrules.
  for (const each of passages.reverse()) planPass(each, planner, { at, hit: each === counting && turn !== null ? turn.hit : -1 });
}

function isOfUser({ of }: Passage): boolean {
  return of === "try";
}

function planPass({ binding, of }: Passage, planner: Planner, { at, hit = -1 }: { at: number; hit?: number }): void {
  const transparent = planner.frame?.transparent ?? false;
  planner.add({ kind: "pass", start: at, end: at, binding, turns: of === "turn", hit, transparent });
}

/** Plans the way back to a loop's header, at the end of its body or at a jump; `counts` says whether its next step is certain. */
export function planTurn({ line, hit }: Turn, planner: Planner, { at, counts = true }: { at: number; counts?: boolean }): void {
  const { frame } = planner;
  if (frame === null) return;
  const position = line === 0 || planner.line === line ? -1 : planner.table.position(frame.fn, line);
  if (line !== 0) planner.line = line;
  if (!counts && position < 0) return;
  planner.add({ kind: "turn", start: at, end: at, position, hit: counts ? hit : -1, style: frame.style, transparent: frame.transparent });
}

/** Plans a block behind whose end a `finally` block runs, if there is one. */
function planPassing(block: BlockStatement, passes: Passage | null, planner: Planner): void {
  planner.visit(block);
  if (passes !== null && completes(block.body)) planPass(passes, planner, { at: endOf(block) - 1 });
}

/** Plans a `catch` clause; `passes` is its statement's `finally` block. */
function planCatch(handler: CatchClause, passes: Passage | null, planner: Planner): void {
  const { frame } = planner;
  const { body: block, param } = handler;
  planner.line = 0;
  planner.visit(param);
  const inside = (): void => planPassing(block, passes, planner);
  if (frame === null) return inside();
  const { counted } = planner;
  const { style, transparent, returnAwaits } = frame;
  const line = planner.positions.start(handler);
  const position = planner.table.counting(frame.fn, line);
  planner.line = line;
  planner.counted = line;
  if (param !== null && param !== undefined) planner.sites?.caught(param, position);
  inScope([], planner, () => {
    if (param !== null && param !== undefined) eachBinding(param, ({ name }) => frame.names.add(name));
    planner.add({ kind: "catch", ...innerRange(block), position, hit: position, style, transparent, returnAwaits }, inside);
  });
  planner.counted = counted;
}

/** Plans a `finally` block. */
function planFinally(block: BlockStatement, outcome: { binding: number; outer: number; continues: boolean }, planner: Planner): void {
  const { frame } = planner;
  if (frame === null) return;
  const { guarded, transparent, returnAwaits } = frame;
  planner.line = 0;
  const leaving: Leaving = guarded ? "marked" : "unguarded";
  const facts = { ...outcome, leaving, transparent, returnAwaits, completes: completes(block.body) };
  planner.add({ kind: "finally", ...innerRange(block), ...facts }, () => planner.visit(block));
}

/** Whether a `continue` may lead out of a statement, past its `finally` block. */
function continues({ block, handler }: TryStatement): boolean {
  const leads = (node: Node | null | undefined): boolean =>
    node !== null && node !== undefined && someWithin(node, ({ type }) => type === "ContinueStatement");
  return leads(block) || leads(handler);
}

/** Plans the parts of a `try` statement; `passes` is its `finally` block. */
function planTry(node: TryStatement, passes: Passage | null, planner: Planner): void {
  const { block, handler, finalizer } = node;
  const guarded = (): void => {
    planPassing(block, passes, planner);
    if (handler !== null && handler !== undefined) planCatch(handler, passes, planner);
  };
  if (passes === null) guarded();
  else planner.within(passage(passes), guarded);
  if (passes === null) planner.visit(finalizer);
  else if (finalizer !== null && finalizer !== undefined) {
    planFinally(finalizer, { binding: passes.binding, outer: passes.outer, continues: continues(node) }, planner);
  }
}

export const statementRules: Rules = {
  BlockStatement(node, planner) {
    statements(node.body, planner);
  },
  ExpressionStatement(node, planner) {
    begin(node, planner);
    planner.root(node.expression);
  },
  VariableDeclaration(node, planner) {
    if (initializes(node)) begin(node, planner, takesTime(node, planner.frame));
    declarators(node, planner);
  },
  VariableDeclarator(node, planner) {
    planDeclarator(node, planner, () => planner.root(node.init, node.id.type === "Identifier"));
  },
  ReturnStatement(node, planner) {
    const { frame } = planner;
    const { argument } = node;
    if (frame === null || frame.style === "open") {
      begin(node, planner);
      return planner.root(argument);
    }
    const bare = argument === null || argument === undefined;
    const leaving = leavingOf(frame, !bare);
    begin(node, planner, leaving !== "now" || !(bare || isAtHand(argument, frame.names)));
    if (bare || (leaving !== "now" && isCertain(argument, frame.names) && !frame.returnAwaits)) {
      closing(node, planner, 0);
      planner.add({ kind: "return", start: startOf(node), end: startOf(node), leaving });
      planner.root(argument);
      return;
    }
    const position = frame.returnAwaits ? planner.table.position(frame.fn, planner.positions.start(node)) : -1;
    const range = planner.wrapRange(argument, endOf(node));
    frame.holdsValue ||= leaving === "now";
    planner.add({ kind: "returnValue", ...range, leaving, position }, () => {
      planner.rootBefore(argument, closingLine(planner, 0) ?? planner.line);
    });
  },
  ThrowStatement(node, planner) {
    begin(node, planner);
    planner.root(node.argument);
  },
  IfStatement(node, planner) {
    begin(node, planner);
    planner.root(node.test);
    const { alternate } = node;
    planner.branches(
      () => body(node.consequent, planner),
      () => alternate !== null && alternate !== undefined && body(alternate, planner),
    );
  },
  TryStatement(node, planner) {
    const { frame } = planner;
    const passes: Passage | null = frame !== null && node.finalizer ? { binding: frame.outcomes++, of: "try", outer: -1 } : null;
    if (frame === null || (passes === null && frame.style === "bound")) planTry(node, passes, planner);
    else {
      const { style } = frame;
      const range = { start: planner.statementStart(node), end: endOf(node) };
      const binding = passes?.binding ?? -1;
      planner.add({ kind: "try", ...range, binding, style }, () => {
        frame.style = "bound";
        planTry(node, passes, planner);
        frame.style = style;
      });
    }
    planner.line = 0;
  },
  LabeledStatement(node, planner) {
    const target: JumpTarget = { labels: [node.label.name], takes: "labels", turn: null, closesAt: 0, passes: null };
    if (isLabelled(node.body)) planner.visit(node.body);
    else planner.within(target, () => planner.visit(node.body));
    planner.line = 0;
  },
  ContinueStatement(node, planner) {
    const target = jumpTarget(planner, node.label?.name, "continue");
    const outermost = target + 1;
    begin(node, planner, jumpActs(planner, outermost));
    closing(node, planner, outermost);
    const targets = planner.frame?.targets ?? [];
    const turn = targets[target]?.turn ?? null;
    // A finally of the user's on the way there may lead elsewhere.
    const counts = !targets.slice(outermost).some(({ passes }) => passes !== null && isOfUser(passes));
    if (turn !== null) planTurn(turn, planner, { at: startOf(node), counts });
    passing(node, planner, { outermost, turn });
  },
  BreakStatement(node, planner) {
    const target = jumpTarget(planner, node.label?.name, "break");
    begin(node, planner, jumpActs(planner, target));
    closing(node, planner, target);
    passing(node, planner, { outermost: target + 1 });
  },
  DebuggerStatement: begin,
  WithStatement(node, planner) {
    begin(node, planner);
    planner.root(node.object);
    planner.skip(node.body, "withBody");
    planner.line = 0;
  },
  ExportNamedDeclaration(node, planner) {
    planner.visit(node.declaration);
  },
  ExportDefaultDeclaration(node, planner) {
    const { declaration } = node;
    if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration" || declaration.type === "TSDeclareFunction") {
      return planner.visit(declaration);
    }
    begin(node, planner);
    planner.root(declaration, true);
  },
};

/** The range of a body: between its braces, where it has any. */
export function innerRange(node: Node): { start: number; end: number } {
  const brace = node.type === "BlockStatement" ? 1 : 0;
  return { start: startOf(node) + brace, end: endOf(node) - brace };
}
