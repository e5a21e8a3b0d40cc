/** Rules for statements, loops apart: an arrival in front of each, braces where a single statement needs company. */
import type { Node, Statement, VariableDeclaration, VariableDeclarator } from "@babel/types";
import { completes } from "./hoisting.js";
import type { JumpTarget } from "./frames.js";
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
    planner.within({ labels: planner.labels(), takes: "break", turn: null, closesAt: 0 }, () => {
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
    planner.visit(node.block);
    const { handler, finalizer } = node;
    if (handler !== null && handler !== undefined) {
      planner.line = 0;
      if (handler.param !== null && handler.param !== undefined) planner.visit(handler.param);
      const line = planner.positions.start(handler);
      const inside = (): void => planner.visit(handler.body);
      if (frame === null) {
        inside();
      } else {
        const { counted } = planner;
        const position = planner.table.counting(frame.fn, line);
        planner.line = line;
        planner.counted = line;
        planner.add({ kind: "catch", ...innerRange(handler.body), position, hit: position, style: frame.style }, inside);
        planner.counted = counted;
      }
    }
    if (finalizer !== null && finalizer !== undefined) {
      planner.line = 0;
      const inside = (): void => planner.visit(finalizer);
      if (frame === null || frame.style === "open") inside();
      else {
        const { guarded } = frame;
        planner.add({ kind: "finally", ...innerRange(finalizer), guarded, completes: completes(finalizer.body) }, inside);
      }
    }
    planner.line = 0;
  },
  LabeledStatement(node, planner) {
    const target: JumpTarget = { labels: [node.label.name], takes: "labels", turn: null, closesAt: 0 };
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
  },
  BreakStatement(node, planner) {
    begin(node, planner);
    closing(node, planner, jumpTarget(planner, node.label?.name, "break"));
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
