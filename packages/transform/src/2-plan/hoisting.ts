/**
 * What a function's body declares and how it ends: whether it may become the block of a `try`, and whether its end is reached.
 */
import type { BlockStatement, Identifier, Node, Program, Statement } from "@babel/types";
import { eachChild, isFunctionLike, someWithin, walk } from "../1-parse/children.js";
import { isReexport } from "./export-patterns.js";

/** What statements of the same function may stand in. */
const statementHolders: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "BlockStatement", "CatchClause", "DoWhileStatement", "ForInStatement", "ForOfStatement", "ForStatement", "IfStatement",
  "LabeledStatement", "SwitchCase", "SwitchStatement", "TryStatement", "WhileStatement", "WithStatement",
]);

/**
 * How many functions a body may declare that becomes a block. There V8 gives each a place on the stack, which outside it does for
 * those alone that are used: a hundred thousand fill the stack.
 */
const mostInBlock = 10_000;

/**
 * Whether the body's function declarations would mean something else inside a block: a duplicate, a `var` or parameter of the
 * same name, one called `arguments`, or (in sloppy code) a nested block that declares the same name; any, where blocks rename.
 * Or whether they are too many for one.
 */
export function declarationsConflict(body: BlockStatement | Program, params: readonly Node[], blocksRename: boolean): boolean {
  const names = new Set<string>();
  for (const statement of body.body) {
    if (statement.type !== "FunctionDeclaration") continue;
    const name = statement.id?.name ?? "";
    if (names.has(name) || name === "arguments") return true;
    names.add(name);
  }
  if (names.size === 0 || blocksRename) return names.size > 0;
  if (names.size > mostInBlock) return true;
  let conflict = false;
  const check = (id: Identifier): void => {
    conflict ||= names.has(id.name);
  };
  for (const param of params) eachBinding(param, check);
  for (const statement of body.body) {
    if (statement.type === "FunctionDeclaration") continue;
    walk(statement, (node) => {
      if (node.type === "VariableDeclaration" && node.kind === "var") for (const { id } of node.declarations) eachBinding(id, check);
      else if (node.type === "FunctionDeclaration" && node.id !== null && node.id !== undefined) check(node.id);
      return !conflict && statementHolders.has(node.type);
    });
  }
  return conflict;
}

/** Whether a name is declared in a file's outermost scope: by a statement of the file itself, or a `var` within one. */
export function declaresAtTop(program: Program, name: string): boolean {
  let found = false;
  const check = (id: Identifier): void => {
    found ||= id.name === name;
  };
  for (const statement of program.body) {
    if ("declare" in statement && statement.declare === true) continue;
    if ((statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") && statement.id) check(statement.id);
    walk(statement, (node) => {
      if (node.type === "VariableDeclaration" && (node === statement || node.kind === "var")) {
        for (const { id } of node.declarations) eachBinding(id, check);
      }
      return !found && statementHolders.has(node.type);
    });
  }
  return found;
}

/** The parameters of the function that a CommonJS file is the body of. */
const wrapperNames = new Set(["exports", "require", "module", "__filename", "__dirname"]);

/**
 * Whether the statements of a CommonJS file must stay at its top: what only TypeScript has and only takes there, what tells of
 * exports there, declarations that conflict with a block, and those that clash with the wrapper's parameters, which is the
 * program's own syntax error.
 */
export function mustStayAtTop(program: Program, blocksRename: boolean): boolean {
  let clash = false;
  const check = (id: Identifier): void => {
    clash ||= wrapperNames.has(id.name);
  };
  for (const statement of program.body) {
    if (/^(TS|Import|Export)/.test(statement.type) || isReexport(statement)) return true;
    if (statement.type === "VariableDeclaration") for (const { id } of statement.declarations) eachBinding(id, check);
    else if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") if (statement.id) check(statement.id);
    if ("declare" in statement && statement.declare === true) return true;
  }
  return clash || declarationsConflict(program, [], blocksRename);
}

/** Calls `visit` with each name a pattern or parameter binds. */
export function eachBinding(pattern: Node, visit: (id: Identifier) => void): void {
  switch (pattern.type) {
    case "Identifier":
      return visit(pattern);
    case "ObjectProperty":
      return eachBinding(pattern.value, visit);
    case "AssignmentPattern":
      return eachBinding(pattern.left, visit);
    case "RestElement":
      return eachBinding(pattern.argument, visit);
    case "TSParameterProperty":
      return eachBinding(pattern.parameter, visit);
    case "ObjectPattern":
    case "ArrayPattern":
      return eachChild(pattern, (child) => eachBinding(child, visit));
    default:
      return;
  }
}

/** Whether control can reach what follows a list of statements, as far as a look at the last one tells. */
export function completes(list: readonly Statement[]): boolean {
  const last = list.findLast((statement) => statement.type !== "FunctionDeclaration" && statement.type !== "EmptyStatement");
  switch (last?.type) {
    case "ReturnStatement":
    case "ThrowStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return false;
    case "BlockStatement":
      return completes(last.body);
    case "IfStatement":
      return last.alternate === null || last.alternate === undefined || completes([last.consequent]) || completes([last.alternate]);
    case "TryStatement":
      if (last.finalizer !== null && last.finalizer !== undefined && !completes(last.finalizer.body)) return false;
      return completes(last.block.body) || (last.handler !== null && last.handler !== undefined && completes(last.handler.body.body));
    default:
      return true;
  }
}

/** Whether direct eval stands in the own code of a function or module with this body. */
export function hasDirectEval(body: Node): boolean {
  return !isFunctionLike(body) && someWithin(body, isDirectEval);
}

/** Whether a function with this body returns or suspends inside a `with`, where nothing can tell its frame. */
export function leavesFromWith(body: Node): boolean {
  return someWithin(body, (node) => node.type === "WithStatement" && someWithin(node.body, leaves));
}

function leaves({ type }: Node): boolean {
  return type === "ReturnStatement" || type === "YieldExpression" || type === "AwaitExpression";
}

/** Whether resources are disposed of at the end of a block in a body's own code. */
export function disposes(body: Node): boolean {
  return someWithin(body, (node) => node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using"));
}

function isDirectEval(node: Node): boolean {
  return node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "eval";
}
