/**
 * Which line V8 gives, in a stack trace, for what a node does: the running line at that moment. Measured on V8, which is the
 * authority: where it is peculiar, so is this.
 */
import type { ClassMethod, Expression, Node, VariableDeclaration } from "@babel/types";
import { isFunctionLike, someWithin } from "../1-parse/children.js";
import type { Lines } from "../1-parse/lines.js";
import type { CertainNames } from "./certain-names.js";

/** Words after which V8 takes the parenthesis for the position of a call: `a.catch⏎(…)`. */
const reserved = new Set([
  "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends",
  "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "switch", "this", "throw",
  "true", "try", "typeof", "var", "void", "while", "with",
]);

/** Drops what types put around an expression and what stripping takes away again. */
export function withoutTypes(node: Node): Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "TypeCastExpression":
      return withoutTypes(node.expression);
    default:
      return node;
  }
}

/** The offset of a node's first character; its decorators belong to it. */
export function startOf(node: Node): number {
  const start = node.start ?? 0;
  const decorators = (node as Partial<Pick<ClassMethod, "decorators">>).decorators;
  return Math.min(start, decorators?.[0]?.start ?? start);
}

/** The offset behind a node's last character. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** The offset behind the white space and comments at an offset. */
export function behindBlank(text: string, from: number): number {
  const blank = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
  blank.lastIndex = from;
  blank.test(text);
  return blank.lastIndex;
}

/** Tells positions in one text. */
export class Positions {
  constructor(
    private readonly text: string,
    private readonly lines: Lines,
  ) {}

  /** The line of a node's first character. */
  start(node: Node): number {
    return this.lines.at(node.start ?? 0);
  }

  /** The line of a node's last character. */
  end(node: Node): number {
    return this.lines.at(Math.max(0, (node.end ?? 0) - 1));
  }

  /** Where a function begins (0-based column) and ends that goes from an offset to the end of a node. */
  extent(from: number, node: Node): { line: number; column: number; endLine: number } {
    const start = this.lines.firstKnown(from, endOf(node));
    return { line: this.lines.at(start), column: this.lines.column(start), endLine: this.end(node) };
  }

  /** The line V8 gives an expression: where it stands for one value among others (a spread, a key, a substitution). */
  of(expression: Node): number {
    const node = withoutTypes(expression);
    switch (node.type) {
      case "CallExpression":
      case "OptionalCallExpression":
        return this.call(node);
      case "MemberExpression":
      case "OptionalMemberExpression":
        return this.member(node);
      case "BinaryExpression":
      case "AssignmentExpression":
        return this.operator(node);
      case "TaggedTemplateExpression":
        return this.start(node.quasi);
      default:
        return this.start(node);
    }
  }

  /** A call: its callee's last name, or else its opening parenthesis. */
  call(node: { callee: Node; optional?: boolean | null; end?: number | null; typeParameters?: Node | null }): number {
    const callee = withoutTypes(node.callee);
    if (node.optional !== true && callee.extra?.["parenthesized"] !== true && callee.end === node.callee.end) {
      if (callee.type === "Identifier" || callee.type === "Super" || callee.type === "Import") return this.start(callee);
      if (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") {
        const { property } = callee;
        if (!callee.computed && property.type === "Identifier" && !reserved.has(property.name)) return this.start(property);
      }
    }
    const from = node.typeParameters?.end ?? node.callee.end ?? 0;
    return this.lines.at(this.find("(", this.behindClosers(from)));
  }

  /** A property read: its name or bracket; after a call or `?.` in the same chain, the token in front of them. */
  member(node: { object: Node; property: Node; computed: boolean; optional?: boolean | null }): number {
    const from = this.behindClosers(node.object.end ?? 0);
    if (node.computed) return this.lines.at(this.find("[", from));
    if (node.optional === true || continuesCall(node.object)) return this.lines.at(this.find(node.optional === true ? "?" : ".", from));
    return this.start(node.property);
  }

  /** The line of a binary or assignment operator. */
  operator(node: { left: Node; operator: string }): number {
    return this.lines.at(this.find(node.operator, this.behindClosers(node.left.end ?? 0)));
  }

  /** The offset of `token` at or after an offset, comments passed over. */
  find(token: string, from: number): number {
    let at = from;
    for (;;) {
      at = this.behindBlank(at);
      if (at >= this.text.length || this.text.startsWith(token, at)) return at;
      at++;
    }
  }

  /** The offset behind the white space and comments at an offset. */
  behindBlank(from: number): number {
    return behindBlank(this.text, from);
  }

  /** The offset behind the parentheses that close around an expression ending at `from`. */
  private behindClosers(from: number): number {
    let at = from;
    for (;;) {
      const next = this.behindBlank(at);
      if (this.text[next] !== ")") return at;
      at = next + 1;
    }
  }
}

/** Whether a chain has a call or `?.` in it, from where on V8 parses it by other rules. */
function continuesCall(object: Node): boolean {
  if (object.extra?.["parenthesized"] === true) return false;
  switch (object.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "OptionalMemberExpression":
      return true;
    case "MemberExpression":
      return continuesCall(object.object);
    case "TaggedTemplateExpression":
      return continuesCall(object.tag);
    case "TSNonNullExpression":
      return continuesCall(object.expression);
    default:
      return false;
  }
}

/** Whether evaluating an expression can run no code of the user's: no call, getter, coercion or iteration. */
export function isTrivial(node: Node): node is Expression {
  switch (node.type) {
    case "Identifier":
    case "ThisExpression":
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "BigIntLiteral":
    case "RegExpLiteral":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "MetaProperty":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return (node.operator === "typeof" || node.operator === "void" || node.operator === "!") && isTrivial(node.argument)
        || (node.operator === "-" && node.argument.type === "NumericLiteral");
    default:
      return false;
  }
}

/** Whether evaluating an expression surely gives a value; `names` are those that surely have one. */
export function isCertain(node: Node, names: Pick<CertainNames, "has">): boolean {
  if (!isTrivial(node)) return false;
  switch (node.type) {
    case "Identifier":
      return names.has(node.name);
    case "ThisExpression":
      return names.has("this");
    case "UnaryExpression":
      return isCertain(node.argument, names);
    default:
      return true;
  }
}

/** Whether an expression surely gives a value, and one that is there already: that takes no time. */
export function isAtHand(node: Node, names: Pick<CertainNames, "has">): boolean {
  return isCertain(node, names) && !isFunctionLike(node) && node.type !== "RegExpLiteral";
}

/** Whether each variable of a declaration, none of them in a pattern, gets such a value or none. */
export function givesAtHand({ declarations }: VariableDeclaration, names: Pick<CertainNames, "has">): boolean {
  return declarations.every(({ id, init }) => id.type === "Identifier" && (!init || isAtHand(init, names)));
}

/** Whether an expression is known to give a primitive, so that an operator on it coerces nothing. */
export function isPrimitive(node: Node): boolean {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "BigIntLiteral":
    case "TemplateLiteral":
    case "UnaryExpression":
    case "UpdateExpression":
    case "BinaryExpression":
      return true;
    default:
      return false;
  }
}

/** Whether an expression is an anonymous function or class, which takes its name from the place it stands in. */
export function isAnonymousFunction(node: Node): boolean {
  switch (node.type) {
    case "ArrowFunctionExpression":
      return true;
    case "FunctionExpression":
    case "ClassExpression":
      return node.id === null || node.id === undefined;
    default:
      return false;
  }
}

/** Whether a node by itself hands control on: a call, `new`, tag, `await`, `yield`, `import()` or spread. */
export function handsOn(node: Node): boolean {
  switch (node.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
    case "TaggedTemplateExpression":
    case "AwaitExpression":
    case "YieldExpression":
    case "SpreadElement":
    case "JSXSpreadAttribute":
    case "JSXSpreadChild":
    case "ImportExpression":
      return true;
    default:
      return false;
  }
}

/** Whether an expression, where it begins a line, is counted there: something in it hands control on. */
export function isPart(node: Node): boolean {
  return someWithin(node, handsOn);
}
