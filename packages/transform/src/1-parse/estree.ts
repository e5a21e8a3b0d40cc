/**
 * From the tree that most parsers of JavaScript give, ESTree (https://github.com/estree/estree), to the one that planning reads. Nodes
 * are changed where they are: a large file has a million of them. Only what planning reads is made the same.
 *
 * What is not known here (decorators, JSX, imports, newer syntax) makes no tree: such a file is for the parser that knows all.
 */
import type { Program } from "@babel/types";

/** A node of either tree; what else it has follows from its type. */
interface Tree {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

/** The properties that hold nodes of which something is read, by type; types that are the same in both trees. */
const same: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  ArrayExpression: ["elements"],
  ArrayPattern: ["elements"],
  ArrowFunctionExpression: ["params", "body"],
  AssignmentExpression: ["left", "right"],
  AssignmentPattern: ["left", "right"],
  AwaitExpression: ["argument"],
  BinaryExpression: ["left", "right"],
  BlockStatement: ["body"],
  BreakStatement: [],
  CallExpression: ["callee", "arguments"],
  CatchClause: ["param", "body"],
  ClassBody: ["body"],
  ClassDeclaration: ["superClass", "body"],
  ClassExpression: ["superClass", "body"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  ContinueStatement: [],
  DebuggerStatement: [],
  DoWhileStatement: ["body", "test"],
  EmptyStatement: [],
  ExpressionStatement: ["expression"],
  ForInStatement: ["left", "right", "body"],
  ForOfStatement: ["left", "right", "body"],
  ForStatement: ["init", "test", "update", "body"],
  FunctionDeclaration: ["params", "body"],
  FunctionExpression: ["params", "body"],
  IfStatement: ["test", "consequent", "alternate"],
  LabeledStatement: ["body"],
  LogicalExpression: ["left", "right"],
  MemberExpression: ["object", "property"],
  MetaProperty: [],
  NewExpression: ["callee", "arguments"],
  ObjectExpression: ["properties"],
  ObjectPattern: ["properties"],
  Program: ["body"],
  RestElement: ["argument"],
  ReturnStatement: ["argument"],
  SequenceExpression: ["expressions"],
  SpreadElement: ["argument"],
  StaticBlock: ["body"],
  Super: [],
  SwitchCase: ["test", "consequent"],
  SwitchStatement: ["discriminant", "cases"],
  TaggedTemplateExpression: ["tag", "quasi"],
  TemplateLiteral: ["expressions"],
  ThisExpression: [],
  ThrowStatement: ["argument"],
  TryStatement: ["block", "handler", "finalizer"],
  UnaryExpression: ["argument"],
  UpdateExpression: ["argument"],
  VariableDeclaration: ["declarations"],
  VariableDeclarator: ["id", "init"],
  WhileStatement: ["test", "body"],
  WithStatement: ["object", "body"],
  YieldExpression: ["argument"],
}));

/** Kinds of declarations without disposal. */
const plainKinds: ReadonlySet<unknown> = new Set(["var", "let", "const"]);

/**
 * Makes a tree of a text, with the parentheses in it, the one that planning reads; what is given is changed.
 *
 * @throws Error where there is something in it that is not known here
 */
export function fromEstree(program: object, text: string): Program {
  const tree: object = new Conversion(text).node(Object.assign(program as Tree, { start: 0, end: text.length }));
  return tree as Program;
}

class Conversion {
  constructor(private readonly text: string) {}

  /** The node to take a node's place, which most often is itself. */
  node(node: Tree): Tree {
    switch (node.type) {
      case "Identifier":
        return node;
      case "Literal":
        return this.literal(node);
      case "ParenthesizedExpression":
        return this.parenthesized(node);
      case "ChainExpression":
        return this.node(node["expression"] as Tree);
      case "Property":
        return this.property(node);
      case "MethodDefinition":
      case "PropertyDefinition":
        return this.member(node);
      case "PrivateIdentifier":
        node["id"] = { type: "Identifier", start: node.start + 1, end: node.end, name: node["name"] };
        return renamed(node, "PrivateName");
      case "ImportExpression":
        return this.importCall(node);
      default:
        return this.sameNode(node);
    }
  }

  private sameNode(node: Tree): Tree {
    const keys = same.get(node.type);
    if (keys === undefined) throw unknown(node);
    for (let index = 0; index < keys.length; index++) this.child(node, keys[index]!);
    switch (node.type) {
      case "MemberExpression":
        return node["optional"] === true || isLink(node["object"] as Tree) ? renamed(node, "OptionalMemberExpression") : node;
      case "CallExpression":
        return node["optional"] === true || isLink(node["callee"] as Tree) ? renamed(node, "OptionalCallExpression") : node;
      case "BlockStatement":
      case "Program":
        return withDirectives(node);
      case "ClassDeclaration":
      case "ClassExpression":
        if (isDecorated(node)) throw unknown(node);
        return node;
      case "VariableDeclaration":
        if (!plainKinds.has(node["kind"])) throw unknown(node);
        return node;
      default:
        return node;
    }
  }

  /** Converts what a property holds: a node, several, or none. Names, which most nodes are, stay as they are. */
  private child(node: Tree, key: string): void {
    const child = node[key] as Tree | (Tree | null)[] | null | undefined;
    if (child === null || child === undefined) return;
    if (!Array.isArray(child)) {
      if (child.type === "Identifier") return;
      const converted = this.node(child);
      if (converted !== child) node[key] = converted;
      return;
    }
    for (let index = 0; index < child.length; index++) {
      const element = child[index]!;
      if (element !== null && element.type !== "Identifier") child[index] = this.node(element);
    }
  }

  private literal(node: Tree): Tree {
    const { regex, bigint, value } = node as Tree & { regex?: { pattern: string; flags: string }; bigint?: string; value: unknown };
    if (regex !== undefined) return renamed(Object.assign(node, { pattern: regex.pattern, flags: regex.flags }), "RegExpLiteral");
    if (bigint !== undefined) {
      node["value"] = this.text.slice(node.start, node.end - 1).replaceAll("_", "");
      return renamed(node, "BigIntLiteral");
    }
    switch (typeof value) {
      case "string":
        return renamed(node, "StringLiteral");
      case "number":
        return renamed(node, "NumericLiteral");
      case "boolean":
        return renamed(node, "BooleanLiteral");
      default:
        return renamed(node, "NullLiteral");
    }
  }

  /** Parentheses are told by what stands in them: the outermost. */
  private parenthesized(node: Tree): Tree {
    const inner = this.node(node["expression"] as Tree);
    inner["extra"] = { parenthesized: true, parenStart: node.start };
    return inner;
  }

  private property(node: Tree): Tree {
    this.child(node, "key");
    this.child(node, "value");
    if (node["method"] !== true && node["kind"] === "init") return renamed(node, "ObjectProperty");
    if (node["method"] === true) node["kind"] = "method";
    return renamed(asFunction(node), "ObjectMethod");
  }

  private member(node: Tree): Tree {
    if (isDecorated(node)) throw unknown(node);
    this.child(node, "key");
    this.child(node, "value");
    const isPrivate = (node["key"] as Tree).type === "PrivateName";
    if (node.type === "PropertyDefinition") return renamed(node, isPrivate ? "ClassPrivateProperty" : "ClassProperty");
    return renamed(asFunction(node), isPrivate ? "ClassPrivateMethod" : "ClassMethod");
  }

  /** `import(…)`: a call of a word. */
  private importCall(node: Tree): Tree {
    const { source, options, phase } = node as Tree & { source: Tree; options?: Tree | null; phase?: unknown };
    if (phase !== undefined && phase !== null) throw unknown(node);
    node["arguments"] = [source, options].filter((argument) => argument !== null && argument !== undefined);
    this.child(node, "arguments");
    node["callee"] = { type: "Import", start: node.start, end: node.start + "import".length };
    return renamed(node, "CallExpression");
  }
}

function unknown({ type, start }: Tree): Error {
  return new Error(`${type} at ${start} is not known here`);
}

function renamed(node: Tree, type: string): Tree {
  node.type = type;
  return node;
}

function isDecorated(node: Tree): boolean {
  const { decorators } = node as Tree & { decorators?: unknown };
  return Array.isArray(decorators) && decorators.length > 0;
}

/** Whether a node is a link of a chain with `?.` that goes on behind it. */
function isLink({ type, extra }: Tree): boolean {
  return (type === "OptionalMemberExpression" || type === "OptionalCallExpression") && extra === undefined;
}

/** A method is what its value is in the other tree. */
function asFunction(node: Tree): Tree {
  const { params, body, async, generator } = node["value"] as Tree;
  return Object.assign(node, { params, body, async, generator });
}

/** Directives stand apart from the statements behind them. */
function withDirectives(node: Tree): Tree {
  const body = node["body"] as Tree[];
  const after = body.findIndex(({ type, directive }) => type !== "ExpressionStatement" || typeof directive !== "string");
  const count = after < 0 ? body.length : after;
  node["directives"] = body.slice(0, count).map(({ start, end, directive }) => ({ type: "Directive", start, end, value: { type: "DirectiveLiteral", value: directive } }));
  if (count > 0) node["body"] = body.slice(count);
  return node;
}
