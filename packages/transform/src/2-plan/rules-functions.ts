/**
 * Rules for functions: a frame around each body, entered behind the directives and left on every way out.
 */
import type {
  ArrowFunctionExpression, BlockStatement, ClassMethod, ClassPrivateMethod, Expression, FunctionDeclaration,
  FunctionExpression, Node, ObjectMethod, Program, StaticBlock,
} from "@babel/types";
import { someWithin } from "../1-parse/children.js";
import { CertainNames } from "./certain-names.js";
import { completes, declarationsConflict, disposes, eachBinding, hasDirectEval, leavesFromWith, mustStayAtTop } from "./hoisting.js";
import { asksOut } from "./marks.js";
import { functionName, moduleName } from "./names.js";
import { isInExportPattern } from "./export-patterns.js";
import { leavingOf, openFrame, type Frame } from "./frames.js";
import type { Planner } from "./planner.js";
import { endOf, isCertain, startOf } from "./positions.js";
import type { Rules } from "./rules.js";
import { firstStatement } from "./first-statement.js";
import { statements } from "./rules-statements.js";
import type { SkipReason } from "./skips.js";
import { wrapperOf } from "./wrapper.js";

export type FunctionNode =
  | FunctionDeclaration | FunctionExpression | ArrowFunctionExpression | ObjectMethod | ClassMethod | ClassPrivateMethod;

/** Directives by which a function belongs to another tool or engine mode, which would not take what is inserted. */
const foreignDirectives = new Set(["worklet", "use server", "use cache", "use asm", "use gpu"]);

/** Why a function is left alone with all that is in it; null: it is not. */
function reasonToPass(node: FunctionNode, planner: Planner): SkipReason | null {
  if (planner.selection.ignores(node)) return "ignoreComment";
  if (isInExportPattern(node, planner.parents)) return "exportPattern";
  if (node.body.type !== "BlockStatement") return null;
  const { directives } = node.body;
  if (asksOut(directives)) return "ignoreComment";
  return directives.some(({ value }) => foreignDirectives.has(value.value)) ? "foreignDirective" : null;
}

/** Why a function gets no frame, though functions in it may; null: it gets one. */
function reasonAgainst(node: FunctionNode, planner: Planner): SkipReason | null {
  const { body } = node;
  if (planner.evals.isIn(body) && hasDirectEval(body)) return "directEval";
  if (body.type !== "BlockStatement") return null;
  if (planner.withs.isIn(body) && leavesFromWith(body)) return "withBody";
  const suspends = node.async === true || ("generator" in node && node.generator === true);
  return suspends && declarationsConflict(body, node.params, planner.blocksRename) ? "hoistConflict" : null;
}

/** Plans a function: its parameters are the caller's, its body a frame of its own. */
function planFunction(node: FunctionNode, planner: Planner): void {
  const { body } = node;
  const passed = reasonToPass(node, planner);
  if (passed !== null) return planner.skip(node, passed);
  if ("computed" in node && node.computed) planner.value(node.key);
  const { name, kind } = node === planner.wrapper ? ({ name: moduleName, kind: "module" } as const) : functionName(node, planner.parents);
  const selected = planner.selection.includes(node, name);
  const place = planParameters(node, selected, planner);
  const reason = selected ? reasonAgainst(node, planner) : null;
  if (reason !== null) planner.skip(node, reason);
  if (!selected || reason !== null) return planner.inFrame(null, () => planner.visit(body));
  const fn = planner.table.function({ name, kind, ...planner.positions.extent(node.start ?? 0, node) });
  const generator = "generator" in node && node.generator === true;
  const frame: Frame = {
    fn,
    early: planner.early,
    style: "bound",
    guarded: body.type !== "BlockStatement" || !declarationsConflict(body, node.params, planner.blocksRename),
    suspends: generator || (node.async === true && someWithin(body, awaits)),
    returnAwaits: node.async === true && generator,
    constructs: isConstructor(node),
    arrow: node.type === "ArrowFunctionExpression",
    disposes: planner.usings.isIn(body) && disposes(body),
    transparent: false,
    targets: [],
    outcomes: 0,
    holdsValue: false,
    names: certainNames(node, planner),
  };
  planner.inFrame(frame, () => {
    if (body.type === "BlockStatement") planBody(body, frame, planner);
    else planExpressionBody(body, { frame, end: endOf(node) }, planner);
  });
  place(fn);
}

/** Plans parameters; gives what places their sites in the function's row, once it has one. */
function planParameters(node: FunctionNode, selected: boolean, planner: Planner): (fn: number) => void {
  const { sites, table } = planner;
  const plan = (): void => planner.leaveAlone(() => node.params.forEach((param) => planner.visit(param)));
  if (sites === null || !selected) {
    plan();
    return () => undefined;
  }
  const place = sites.inParameters(node, plan);
  return (fn) => place(fn, table.functions.calls[fn] ?? -1);
}

function isConstructor(node: FunctionNode): boolean {
  return "kind" in node && node.kind === "constructor";
}

/** Whether `this` surely has a value in a function: in a derived class's constructor, and arrows there, super() may not have run. */
function hasThis(node: FunctionNode, { frame, parents }: Planner): boolean {
  if (node.type === "ArrowFunctionExpression") return frame?.names.has("this") === true;
  const owner = parents.at(-3);
  return !isConstructor(node) || (owner !== undefined && "superClass" in owner && !owner.superClass);
}

/** The names that surely have a value when a function's body begins. */
function certainNames(node: FunctionNode, planner: Planner): CertainNames {
  const names = new CertainNames(["undefined"]);
  if (hasThis(node, planner)) names.add("this");
  for (const param of node.params) eachBinding(param, ({ name }) => names.add(name));
  if (node.body.type !== "BlockStatement") return names;
  for (const statement of node.body.body) if (statement.type === "FunctionDeclaration" && statement.id) names.add(statement.id.name);
  return names;
}

/** The position a frame starts with and the probe that counts its calls. */
interface Entry {
  position: number;
  hit: number;
  line: number;
  /** Whether the probe counts the first statement as well. */
  counts: boolean;
}

/** Finds how a body is entered; null where it holds nothing that runs. */
function entryOf(list: readonly Node[], frame: Frame, planner: Planner): Entry | null {
  const first = firstStatement(list);
  if (first === null) return null;
  const line = planner.positions.start(first.node);
  const { table } = planner;
  const hit = first.once ? table.counting(frame.fn, line) : table.lineless();
  planner.sites?.enter(first.node, hit);
  planner.sites?.body(list, hit);
  const position = first.once ? hit : table.position(frame.fn, line);
  if (table.functions.calls[frame.fn] === -1) table.functions.calls[frame.fn] = hit;
  return { position, hit, line, counts: first.once };
}

/** Plans a block body, or a module's, behind its directives. */
function planBody(body: BlockStatement | Program, frame: Frame, planner: Planner): void {
  const range = bodyRange(body);
  const entry = entryOf(body.body, frame, planner);
  if (entry === null) {
    if (body.type === "BlockStatement") {
      const hit = planner.table.lineless();
      planner.table.functions.calls[frame.fn] = hit;
      planner.sites?.body(body.body, hit);
      planner.add({ kind: "count", start: range.start, end: range.start, hit, separate: range.separate, transparent: frame.transparent, early: frame.early });
    }
    return planner.leaveAlone(() => planner.under(body, () => statements(body.body, planner)));
  }
  planner.line = entry.line;
  planner.counted = entry.counts ? entry.line : 0;
  const { style, guarded, suspends, returnAwaits, transparent, arrow, early } = frame;
  planner.addAround(() => planner.under(body, () => statements(body.body, planner)), () => ({
    kind: "frame", ...range, position: entry.position, hit: entry.hit, style, guarded, suspends, returnAwaits, transparent, early,
    expression: false, arrow, trivial: false, completes: completes(body.body), leaving: leavingOf(frame),
    holdsValue: frame.holdsValue,
  }));
}

/** Where the statements of a body stand. */
interface BodyRange {
  start: number;
  end: number;
  /** Whether the text before needs a semicolon. */
  separate: boolean;
}

/** The range of a body's statements: behind its directives, up to its brace or, in a module, its last statement. */
export function bodyRange(body: BlockStatement | Program): BodyRange {
  const directive = body.directives.at(-1);
  const block = body.type === "BlockStatement";
  const first = body.body[0];
  const start = directive !== undefined ? endOf(directive) : block ? startOf(body) + 1 : first === undefined ? 0 : startOf(first);
  const last = body.body.at(-1);
  const end = block ? endOf(body) - 1 : last === undefined ? start : endOf(last);
  return { start, end, separate: directive !== undefined };
}

/** Plans a concise arrow body. */
function planExpressionBody(body: Expression, arrow: { frame: Frame; end: number }, planner: Planner): void {
  const { frame, end } = arrow;
  const line = planner.positions.start(body);
  const hit = planner.table.counting(frame.fn, line);
  planner.table.functions.calls[frame.fn] = hit;
  planner.sites?.count(hit);
  planner.line = line;
  planner.counted = line;
  const { style, guarded, suspends, returnAwaits, transparent, early } = frame;
  const leaving = leavingOf(frame);
  const trivial = isCertain(body, frame.names);
  planner.add(
    {
      kind: "frame", ...planner.wrapRange(body, end), position: hit, hit, style, guarded, suspends, returnAwaits,
      transparent, early,
      expression: true, arrow: true, trivial, completes: false, leaving, holdsValue: leaving === "now" && !trivial, separate: false,
    },
    () => planner.root(body),
  );
}

/** Plans a static block: its statements belong to the class's static initializer, `fn`; null leaves them alone. */
export function planStaticBlock(node: StaticBlock, fn: number | null, planner: Planner): void {
  if (fn === null) return planner.inFrame(null, () => statements(node.body, planner));
  const frame = openFrame(fn, planner.early);
  planner.inFrame(frame, () => {
    const entry = entryOf(node.body, frame, planner);
    if (entry === null) return planner.leaveAlone(() => statements(node.body, planner));
    planner.line = entry.line;
    planner.counted = entry.counts ? entry.line : 0;
    const open = planner.positions.find("{", startOf(node) + "static".length) + 1;
    planner.add(
      {
        kind: "frame", start: open, end: endOf(node) - 1, position: entry.position, hit: entry.hit, style: "open", guarded: false,
        suspends: false, returnAwaits: false, transparent: false, early: frame.early, expression: false, arrow: false, trivial: false,
        completes: completes(node.body), leaving: leavingOf(frame), holdsValue: false, separate: false,
      },
      () => statements(node.body, planner),
    );
  });
}

/** Plans a module's body: row 0 of the functions. */
export function planModule(program: Program, planner: Planner): void {
  const { goal } = planner;
  planner.wrapper = goal === "script" ? wrapperOf(program) : null;
  if (planner.wrapper !== null) return planner.inFrame(null, () => planner.visit(program));
  const endLine = planner.lines.at(endOf(program));
  const fn = planner.table.function({ name: moduleName, kind: "module", ...planner.positions.extent(0, program), endLine });
  const selected = planner.selection.includes(program, moduleName);
  const evaluates = selected && planner.evals.isIn(program) && hasDirectEval(program);
  if (evaluates) planner.skip(program, "directEval");
  if (!selected || evaluates) return planner.inFrame(null, () => planner.visit(program));
  const suspends = goal === "module" && program.body.some((statement) => someWithin(statement, awaits));
  const frame: Frame = {
    fn, early: false, style: goal === "script" ? "open" : "bound", guarded: goal === "commonjs" && !mustStayAtTop(program, planner.blocksRename), suspends,
    returnAwaits: false, constructs: false, arrow: false, disposes: planner.usings.isIn(program) && disposes(program), transparent: goal === "script",
    targets: [], outcomes: 0, holdsValue: false, names: new CertainNames(["this"]),
  };
  planner.inFrame(frame, () => planBody(program, frame, planner));
}

function awaits(node: Node): boolean {
  if (node.type === "VariableDeclaration") return node.kind === "await using";
  return node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
}

export const functionRules: Rules = {
  FunctionDeclaration(node, planner) {
    const { early } = planner;
    planner.early ||= planner.linked === "module" && planner.isAtTop(node);
    planFunction(node, planner);
    planner.early = early;
  },
  FunctionExpression: planFunction,
  ArrowFunctionExpression: planFunction,
  ObjectMethod: planFunction,
  ClassMethod: planFunction,
  ClassPrivateMethod: planFunction,
};
