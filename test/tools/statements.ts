/**
 * Compares perline's hits with istanbul's counts, statement by statement, on the same job.
 *
 * istanbul counts where a statement starts, an initializer of a variable, and the body of a concise arrow. perline counts a
 * statement where it starts, with all its initializers: so an initializer is looked up at its declaration (the first one only:
 * later ones need not be reached when an earlier one throws). A loop's probe counts tests, not starts; its line is left to the
 * tests of loops; `try` itself is nothing to perline.
 */
import { parse } from "@babel/parser";

/** One place at which istanbul counts. */
export interface Statement {
  /** Offset at which perline's probe stands, unless the statement is the first of a body. */
  start: number;
  /** For the first statement of a block or module: where its text ends (a module: -1), whose entry may count for it. */
  body: number | null;
  /** `loop`: a loop or a part of its header, where perline counts tests. */
  kind: "statement" | "loop" | "arrow";
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const loops = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string" && typeof (value as Node).start === "number";

function children(node: Node): Node[] {
  return Object.entries(node).flatMap(([key, value]) => (key === "extra" || key.endsWith("Comments") ? [] : value)).filter(isNode);
}

/** The statements of a body in order, without what counts nothing: directives stand apart, functions are hoisted. */
function firstStatement(body: readonly Node[]): Node | undefined {
  return body.find((node) => node.type !== "FunctionDeclaration" && node.type !== "EmptyStatement" && node.type !== "ImportDeclaration");
}

/** For each offset at which istanbul counts: where perline does. Its probe stands before the outermost label. */
export function statementStarts(text: string, module: boolean): Map<number, Statement> {
  const found = new Map<number, Statement>();
  const bodies = new Map<Node, number>();
  const visit = (node: Node, start: number, body: number | null): void => {
    if (node.type === "VariableDeclaration") {
      const [first] = node["declarations"] as { init: Node | null }[];
      if (isNode(first?.init)) found.set(first.init.start, { start, body, kind: "statement" });
    } else if (node.type.endsWith("Statement") && !["BlockStatement", "EmptyStatement", "LabeledStatement", "TryStatement"].includes(node.type)) {
      found.set(node.start, { start, body, kind: loops.has(node.type) ? "loop" : "statement" });
    } else if (node.type === "ArrowFunctionExpression" && (node["body"] as Node).type !== "BlockStatement") {
      const expression = node["body"] as Node;
      found.set(expression.start, { start: expression.start, body: null, kind: "arrow" });
    }
    if (node.type === "Program" || node.type === "BlockStatement") {
      const first = firstStatement(node["body"] as Node[]);
      if (first !== undefined) bodies.set(first, node.type === "Program" ? -1 : node.end - 1);
    }
    for (const child of children(node)) {
      const labelled = node.type === "LabeledStatement" || node.type.startsWith("ExportNamed");
      visit(child, labelled ? start : child.start, labelled ? body : (bodies.get(child) ?? null));
      const header = node.type === "ForStatement" && child === node["init"];
      if (header) for (const part of found.values()) if (part.start === child.start) part.kind = "loop";
    }
  };
  const program: unknown = parse(text, { sourceType: module ? "module" : "script", allowReturnOutsideFunction: !module }).program;
  if (isNode(program)) visit(program, 0, null);
  return found;
}

/** Offsets of the lines of a text, so that `offsets[line - 1] + column` is an offset. */
export function lineOffsets(text: string): number[] {
  const offsets = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) offsets.push(match.index + match[0].length);
  return offsets;
}
