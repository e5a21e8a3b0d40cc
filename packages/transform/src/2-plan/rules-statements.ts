/** Rules for statements, loops apart: an arrival in front of each, braces where a single statement needs company. */
import type { BlockStatement, CatchClause, Node, Statement, VariableDeclaration, VariableDeclarator } from "@babel/types";
import { completes } from "./hoisting.js";
import { passage, type JumpTarget } from "./frames.js";
import type { Planner } from "./planner.js";
import { endOf, isAnonymousFunction, isTrivial, startOf } from "./positions.js";
import type { Rules } from "./rules.js";

/** Plans the arrival at a statement; its expressions follow. */
function begin(node: Node, planner: Planner): void {
  planner.arrive(planner.statementOf(node), planner.positions.start(node));
}

/** Plans a list of statements, one after another. */
export function statements(list: readonly Node[], planner: Planner): void {
  const { counted } = planner;
  for (const statement of list) {
    if (planner.selection.ignores(statement)) planner.skip(statement, "ignoreComment");
    else planner.visit(statement);
  }
  planner.counted = counted;
}

/** Plans the body of a branch or loop, in braces where it has none; `around` plans what else stands inside them. */
export function body(node: Statement, planner: Planner, around: (plan: () => void) => void = (plan) => plan()): void {
  if (node.type === "BlockStatement") return planner.under(node, () => around(() => statements(node.body, planner)));
  const plan = (): void => around(() => statements([node], planner));
  if (planner.frame === null) plan();
  else planner.add({ kind: "block", start: startOf(node), end: endOf(node) }, plan);
}

/** Whether a declaration has something to run. */
export function initializes(node: VariableDeclaration): boolean {
  return node.declare !== true && node.declarations.some((declarator) => declarator.init !== null && declarator.init !== undefined);
}

/** Plans a declaration's declarators; one that begins a line of its own counts there, as a statement would. */
export function declarators(node: VariableDeclaration, planner: Planner): void {
  for (const declarator of node.declarations) {
    const line = planner.positions.start(declarator);
    const { init } = declarator;
    if (planner.frame === null || line === planner.counted || init === null || init === undefined) planner.visit(declarator);
    else if (isAnonymousFunction(init)) planner.under(declarator, () => planner.uncounted(line, () => planner.root(init, true)));
    else planner.under(declarator, () => planDeclarator(declarator, planner, () => planner.countedRoot(init, line)));
  }
}

function planDeclarator({ id }: VariableDeclarator, planner: Planner, planValue: () => void): void {
  // A pattern stands before its value in the text, but is evaluated after it: what it holds is planned without moves.
  if (id.type !== "Identifier") planner.visit(id);
  planValue();
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

/** The line at which V8 closes the innermost iterator among the targets from `outermost` on; null where it stays. */
function closingLine(planner: Planner, outermost: number): number | null {
  const closed = planner.frame?.targets.slice(Math.max(outermost, 0)).findLast(({ closesAt }) => closesAt !== 0);
  return closed?.closesAt ?? null;
}

/** In front of a jump: moves to where iterators are closed by it. */
function closing(node: Node, planner: Planner, outermost: number): void {
  const line = closingLine(planner, outermost);
  if (line !== null) planner.arrive(node, line, false);
}

/** In front of a jump: tells the `finally` blocks that it passes. */
function passing(node: Node, planner: Planner, outermost: number): void {
  const at = planner.statementStart(node);
  // A loop's own behind that of its turns, which it overrules.
  for (const { passes, turns } of planner.frame?.targets.slice(Math.max(outermost, 0)).reverse() ?? []) {
    if (passes >= 0) planner.add({ kind: "pass", start: at, end: at, binding: passes, turns });
  }
}

/** Plans a block behind whose end a `finally` block runs. */
function planPassing(block: BlockStatement, binding: number, planner: Planner): void {
  planner.visit(block);
  const at = endOf(block) - 1;
  if (completes(block.body)) planner.add({ kind: "pass", start: at, end: at, binding, turns: false });
}

/** Plans a `catch` clause; `binding` is that of its statement's `finally` block, -1 where it has none. */
function planCatch(handler: CatchClause, planner: Planner, binding = -1): void {
  const { frame } = planner;
  const { body: block, param } = handler;
  planner.line = 0;
  planner.visit(param);
  const inside = (): void => (binding < 0 ? planner.visit(block) : planPassing(block, binding, planner));
  if (frame === null) return inside();
  const { counted } = planner;
  const { style, transparent, returnAwaits } = frame;
  const line = planner.positions.start(handler);
  const position = planner.table.counting(frame.fn, line);
  planner.line = line;
  planner.counted = line;
  planner.add({ kind: "catch", ...innerRange(block), position, hit: position, style, transparent, returnAwaits }, inside);
  planner.counted = counted;
}

/** Plans a `finally` block. */
function planFinally(block: BlockStatement, binding: number, planner: Planner): void {
  const { frame } = planner;
  if (frame === null) return;
  const { guarded, returnAwaits } = frame;
  planner.line = 0;
  planner.add({ kind: "finally", ...innerRange(block), binding, guarded, returnAwaits, completes: completes(block.body) }, () => planner.visit(block));
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
    if (initializes(node)) begin(node, planner);
    declarators(node, planner);
  },
  VariableDeclarator(node, planner) {
    planDeclarator(node, planner, () => planner.root(node.init, node.id.type === "Identifier"));
  },
  ReturnStatement(node, planner) {
    const { frame } = planner;
    begin(node, planner);
    if (frame === null || frame.style === "open") return planner.root(node.argument);
    const { argument } = node;
    const { guarded } = frame;
    if (argument === null || argument === undefined || (isTrivial(argument) && !frame.returnAwaits)) {
      closing(node, planner, 0);
      planner.add({ kind: "return", start: startOf(node), end: startOf(node), guarded });
      planner.root(argument);
      return;
    }
    const position = frame.returnAwaits ? planner.table.position(frame.fn, planner.positions.start(node)) : -1;
    const range = planner.wrapRange(argument, endOf(node));
    planner.add({ kind: "returnValue", ...range, guarded, position }, () => {
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
  SwitchStatement(node, planner) {
    begin(node, planner);
    planner.root(node.discriminant);
    const { counted } = planner;
    planner.within({ labels: planner.labels(), takes: "break", turn: null, closesAt: 0, passes: -1, turns: false }, () => {
      for (const branch of node.cases) {
        planner.line = 0;
        if (branch.test !== null && branch.test !== undefined) planner.countedRoot(branch.test, planner.positions.start(branch));
        planner.line = 0;
        planner.counted = counted;
        statements(branch.consequent, planner);
      }
    });
    planner.line = 0;
    planner.counted = counted;
  },
  TryStatement(node, planner) {
    const { frame } = planner;
    const { block, handler, finalizer } = node;
    if (finalizer === null || finalizer === undefined || frame === null || frame.style === "open") {
      planner.visit(block);
      if (handler !== null && handler !== undefined) planCatch(handler, planner);
      planner.visit(finalizer);
    } else {
      const binding = frame.outcomes++;
      planner.add({ kind: "try", start: planner.statementStart(node), end: endOf(node), binding }, () => {
        planner.within(passage(binding), () => {
          planPassing(block, binding, planner);
          if (handler !== null && handler !== undefined) planCatch(handler, planner, binding);
        });
        planFinally(finalizer, binding, planner);
      });
    }
    planner.line = 0;
  },
  LabeledStatement(node, planner) {
    const target: JumpTarget = { labels: [node.label.name], takes: "labels", turn: null, closesAt: 0, passes: -1, turns: false };
    if (isLabelled(node.body)) planner.visit(node.body);
    else planner.within(target, () => planner.visit(node.body));
    planner.line = 0;
  },
  ContinueStatement(node, planner) {
    const label = node.label?.name;
    begin(node, planner);
    const target = jumpTarget(planner, label, "continue");
    closing(node, planner, target + 1);
    planner.frame?.targets[target]?.turn?.(startOf(node));
    passing(node, planner, target + 1);
  },
  BreakStatement(node, planner) {
    begin(node, planner);
    const target = jumpTarget(planner, node.label?.name, "break");
    closing(node, planner, target);
    passing(node, planner, target + 1);
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

/** The range between a block's braces. */
export function innerRange(block: Node): { start: number; end: number } {
  return { start: startOf(block) + 1, end: endOf(block) - 1 };
}
