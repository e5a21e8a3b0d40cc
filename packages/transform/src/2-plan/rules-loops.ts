/**
 * Rules for loops: a header counts each evaluation of its test, or each attempt to get the next item; at the end of the body
 * the running line goes back to where V8 sees the header's next step.
 */
import type {
  DoWhileStatement, Expression, ForInStatement, ForOfStatement, ForStatement, Node, Statement, VariableDeclaration, WhileStatement,
} from "@babel/types";
import type { CertainNames } from "./certain-names.js";
import { completes } from "./hoisting.js";
import { eachChild, isFunctionLike, someWithin } from "../1-parse/children.js";
import { passage, type Frame, type JumpTarget, type Passage, type Turn } from "./frames.js";
import type { Planner } from "./planner.js";
import { endOf, givesAtHand, isAtHand, startOf } from "./positions.js";
import type { Rules } from "./rules.js";
import { mayEndGenerator } from "./rules-expressions.js";
import { body, declarators, innerRange, planTurn } from "./rules-statements.js";
import { inScope } from "./scopes.js";
import { planLoop } from "./tight-loops.js";

/** Plans a loop body; `turn` precedes the header's next step. */
function looped(node: Statement, planner: Planner, { turn = null, closesAt = 0, around = (plan) => plan() }: BodyOptions): void {
  const { counted } = planner;
  const target: JumpTarget = { labels: planner.labels(), takes: "both", turn, closesAt, passes: null };
  planner.within(target, () =>
    body(node, planner, (plan) =>
      around(() => {
        plan();
        if (turn !== null && completes([node])) planTurn(turn, planner, { at: innerRange(node).end });
      }),
    ),
  );
  planner.counted = counted;
  planner.line = 0;
}

interface BodyOptions {
  turn?: Turn | null;
  closesAt?: number;
  /** Plans what else stands inside the body's braces. */
  around?: (plan: () => void) => void;
}

/** Whether an await, or what awaits by itself, may lead out of a loop's body. */
function awaitsIn(node: Statement, { suspends, returnAwaits }: Frame): boolean {
  return suspends && someWithin(node, ({ type }) => type === "AwaitExpression" || (returnAwaits && type === "ReturnStatement"));
}

/** Whether a method `throw` that is called in a loop's body may lead out of it. */
function aimsIn(node: Statement, { style, transparent }: Frame): boolean {
  return style === "bound" && !transparent && someWithin(node, mayEndGenerator);
}

/** `for…of` and `for…in`: one attempt when the loop starts, one behind each turn. */
function forEach(node: ForInStatement | ForOfStatement, planner: Planner): void {
  const { frame, positions } = planner;
  if (frame === null) return;
  const line = positions.start(node);
  const hit = planner.arriveCounted(node, line);
  if (node.type === "ForOfStatement" && node.await) return forAwait(node, planner, hit);
  const targetLine = positions.start(node.left);
  planner.line = targetLine;
  planner.visit(node.left);
  const behindTarget = planner.line;
  planner.line = line;
  planner.rootBefore(node.right, targetLine);
  planner.line = behindTarget;
  const closes = node.type === "ForOfStatement" ? closingOf(node.body, line, planner) : nowhere;
  looped(node.body, planner, {
    turn: { line: targetLine, hit },
    closesAt: closes.line,
    around: (plan) => planClosing({ body: node.body, plan: () => eachTurn(node, planner, plan) }, closes, planner),
  });
}

/** Plans the statements of a loop's body, where its target has been assigned. */
function eachTurn({ left, body }: ForInStatement | ForOfStatement, planner: Planner, plan: () => void): void {
  planner.sites?.turn(left, innerRange(body).start);
  plan();
}

/** How V8 sees a loop's iterator being closed. */
interface Closing {
  /** At which line; 0 where that is not known. */
  readonly line: number;
  /** Where a `finally` around the statements of the body can end without moving that; -1: nowhere. */
  readonly end: number;
  /** Whether the end of the body must not seem to be reached behind it. */
  readonly breaks: boolean;
}

const nowhere: Closing = { line: 0, end: -1, breaks: false };

/** Where a loop can have another turn, V8 closes the iterator at the line of its header; else at that of the last jump in its body. */
function closingOf(body: Statement, header: number, planner: Planner): Closing {
  const { positions } = planner;
  const turns = completes([body]) || continuesIn(body, planner.labels(), true);
  if (turns) return { line: header, end: innerRange(body).end, breaks: false };
  const jump = lastJump(body);
  if (jump === null) return nowhere;
  const line = positions.start(jump);
  const last = body.type === "BlockStatement" ? body.body.at(-1) : body;
  return { line, end: jump === last && positions.end(jump) === line ? endOf(jump) : -1, breaks: true };
}

/** Whether a loop's own `continue` stands in a node: one with a label of its, or, where it is `direct`, none. */
function continuesIn(node: Node, labels: readonly string[], direct: boolean): boolean {
  if (node.type === "ContinueStatement") return node.label ? labels.includes(node.label.name) : direct;
  if (isFunctionLike(node)) return false;
  let continues = false;
  eachChild(node, (child) => {
    continues ||= continuesIn(child, labels, direct && !isLoop(node));
  });
  return continues;
}

function isLoop({ type }: Node): boolean {
  return /^(While|DoWhile|For|ForIn|ForOf)Statement$/.test(type);
}

/** The jump that a statement ends with, in the order of the text; null where it ends otherwise. */
function lastJump(node: Statement): Statement | null {
  switch (node.type) {
    case "BlockStatement": {
      const last = node.body.at(-1);
      return last === undefined ? null : lastJump(last);
    }
    case "IfStatement":
      return node.alternate ? lastJump(node.alternate) : null;
    case "BreakStatement":
    case "ContinueStatement":
    case "ReturnStatement":
    case "ThrowStatement":
      return node;
    default:
      return null;
  }
}

/** Plans the statements of a `for…of` body; `plan` does so whatever leads out of them. */
function planClosing({ body, plan }: { body: Statement; plan: () => void }, { line, end, breaks }: Closing, planner: Planner): void {
  const { frame } = planner;
  if (frame === null || end < 0) return plan();
  const aims = aimsIn(body, frame);
  if (!(aims || awaitsIn(body, frame))) return plan();
  const position = planner.table.position(frame.fn, line);
  planner.add({ kind: "closing", start: innerRange(body).start, end, position, breaks, returnAwaits: frame.returnAwaits, aims }, plan);
}

/** Whether a statement is a loop to whose header, on a line that is known, jumps go back. */
function hasHeader({ turn }: JumpTarget): boolean {
  return turn !== null && turn.line !== 0;
}

/** `for await`: suspended from each end of the body to the next start, and while the iterator is being closed. */
function forAwait(node: ForOfStatement, planner: Planner, hit: number): void {
  const { frame, positions } = planner;
  if (frame === null) return;
  const line = positions.start(node);
  const binding = frame.outcomes++;
  const passes = (of: Passage["of"], plan: () => void): void => planner.within(passage({ binding, of, outer: -1 }), plan);
  const { returnAwaits } = frame;
  const loop = { binding, keepsPosition: frame.targets.some(hasHeader) };
  planner.add({ kind: "asyncLoop", start: planner.statementStart(node), end: endOf(node), ...loop }, () => passes("loop", () => {
    // The target is assigned before the body resumes the activation: there is no frame to move yet.
    planner.leaveAlone(() => planner.visit(node.left));
    const range = { start: startOf(node.right), end: endOf(node.right) };
    planner.add({ kind: "asyncIterable", ...range, position: hit, hit: -1 }, () => planner.root(node.right));
    planner.line = line;
    looped(node.body, planner, {
      turn: { line: 0, hit },
      around: (plan) =>
        planner.add({ kind: "asyncTurn", ...innerRange(node.body), position: hit, ...loop, returnAwaits }, () => {
          passes("turn", () => eachTurn(node, planner, plan));
        }),
    });
  }));
}

/** The line the running line is known to be at behind the header's last step before the test; 0 where it is not. */
function lineBeforeTest(node: ForStatement, planner: Planner): number {
  const { update } = node;
  if (update === null || update === undefined) return 0;
  const line = planner.positions.start(update);
  return planner.line === line && planner.positions.end(update) === line ? line : 0;
}

/** Plans a header part, which counts on its line where that is not `counted` anyway. */
function headerPart(node: Node, planner: Planner, counted: number): void {
  const line = planner.positions.start(node);
  if (line !== counted) planner.countedRoot(node, line);
  else planner.movedRoot(node, line);
}

/** Whether what a loop begins with only gives variables what is there, which cannot fail. */
function isSafe(init: VariableDeclaration | Expression, names: Pick<CertainNames, "has">): boolean {
  switch (init.type) {
    case "VariableDeclaration":
      return givesAtHand(init, names);
    case "SequenceExpression":
      return init.expressions.every((each) => isSafe(each, names));
    case "AssignmentExpression":
      return init.operator === "=" && init.left.type === "Identifier" && names.has(init.left.name) && isAtHand(init.right, names);
    default:
      return false;
  }
}

/** Plans a `while`; gives the probe of its test. */
function whileLoop(node: WhileStatement, planner: Planner): number {
  if (!planner.isOnOneLine(node)) planner.line = 0;
  const { counted } = planner;
  const hit = planner.countedRoot(node.test, planner.positions.start(node));
  planner.counted = planner.positions.start(node);
  looped(node.body, planner, {});
  planner.counted = counted;
  return hit;
}

/** Plans a `do…while`; gives the probe of its test. */
function doWhileLoop(node: DoWhileStatement, planner: Planner): number {
  if (!planner.isOnOneLine(node)) planner.line = 0;
  looped(node.body, planner, {});
  const hit = planner.countedRoot(node.test, planner.positions.start(node.test));
  // A break comes here without the test.
  planner.line = 0;
  return hit;
}

/** Plans a `for(;;)`; gives the probe that counts each turn: of its test, or else of the header. */
function forLoop(node: ForStatement, planner: Planner): number {
  const { positions } = planner;
  const line = positions.start(node);
  const { init, test, update } = node;
  let hit = -1;
  const loopsOver = test === null || test === undefined;
  const testLine = loopsOver ? line : positions.start(test);
  planner.arrive(node, line, { counts: testLine !== line });
  // What leads to the first turn's count for certain has none of its own.
  if (testLine === line && planner.frame !== null && init && isSafe(init, planner.frame.names)) planner.counted = line;
  if (init?.type === "VariableDeclaration") {
    declarators(init, planner);
    if (planner.frame !== null) planner.sites?.declaredByLoop(init);
  } else if (init !== null && init !== undefined) headerPart(init, planner, planner.counted);
  if (!loopsOver) {
    planner.line = lineBeforeTest(node, planner);
    hit = planner.countedRoot(test, testLine);
  }
  const behindTest = planner.line;
  if (update !== null && update !== undefined) {
    if (!planner.isOnOneLine(node)) planner.line = 0;
    headerPart(update, planner, line);
  }
  planner.line = loopsOver ? 0 : behindTest;
  planner.counted = loopsOver ? 0 : testLine;
  looped(node.body, planner, {
    around(plan) {
      if (loopsOver) hit = planner.arriveAt(line, node.body.type === "BlockStatement" ? startOf(node.body) + 1 : startOf(node.body));
      plan();
    },
  });
  return hit;
}

export const loopRules: Rules = {
  WhileStatement: (node, planner) => planLoop(node, planner, () => whileLoop(node, planner)),
  DoWhileStatement: (node, planner) => planLoop(node, planner, () => doWhileLoop(node, planner)),
  ForStatement: (node, planner) => inScope([node.init], planner, () => planLoop(node, planner, () => forLoop(node, planner))),
  ForOfStatement: (node, planner) => inScope([node.left], planner, () => forEach(node, planner)),
  ForInStatement: (node, planner) => inScope([node.left], planner, () => forEach(node, planner)),
};
