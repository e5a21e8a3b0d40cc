/**
 * What the text says about what to profile: marks that opt a function in, and requests to be left out.
 *
 * A comment speaks for what begins right behind it. The name `profile` is a mark where it comes from the runtime, or where no
 * binding of the file has it; any other `profile` is the user's own.
 */
import type { CallExpression, Class, Comment, Directive, Identifier, ImportDeclaration, Node, Program } from "@babel/types";
import { isFunctionLike, walk } from "../1-parse/children.js";
import type { LineIndex } from "../1-parse/lines.js";
import type { Parsed } from "../1-parse/parse.js";
import { eachBinding } from "./hoisting.js";
import { behindBlank, startOf, withoutTypes } from "./positions.js";

/** A sentence for whoever builds the file. */
export interface Warning {
  /** 1-based. */
  line: number;
  message: string;
}

/** Where the mark's name comes from. */
const runtimePackage = "@perline/runtime";
const markName = "profile";

/** What a text that holds a mark matches: most do not, and need no look at their tree. */
export const mayMark = /@profile\b|use profile|\bprofile\s*\(|@perline\/runtime/;
const markComment = /(?:^|[\s*])@profile(?![\w.-])/;
const ignoreComment = /^[\s*]*perline ignore (next|file)\b/;

/** The directives that mark a function or file, and that keep one out. */
const markDirective = "use profile";
const outDirective = "no profile";

/** Whether one of a body's directives keeps it out. */
export function asksOut(directives: readonly Directive[]): boolean {
  return directives.some(({ value }) => value.value === outDirective);
}

/** The marks of one file. */
export class Marks {
  readonly warnings: Warning[] = [];
  /** Whether the whole file asks to be left out. */
  readonly ignoresFile: boolean;
  readonly #program: Program;
  readonly #marksFile: boolean;
  readonly #marked = new Set<Node>();
  /** Offsets at which what begins is left out. */
  readonly #ignored = new Set<number>();
  readonly #lines: LineIndex;

  constructor(text: string, { program, comments }: Parsed, lines: LineIndex) {
    this.#program = program;
    this.#lines = lines;
    const comment = (test: RegExp): Comment[] => comments.filter(({ value }) => test.test(value));
    const ignores = text.includes("perline ignore") ? comment(ignoreComment) : [];
    for (const { end } of ignores) this.#ignored.add(behindBlank(text, end ?? 0));
    this.ignoresFile = asksOut(program.directives) || ignores.some(({ value }) => ignoreComment.exec(value)?.[1] === "file");
    this.#marksFile = program.directives.some(({ value }) => value.value === markDirective);
    if (mayMark.test(text)) this.#find(text, comment(markComment));
  }

  /** Whether a function, class or `Program` carries a mark. */
  isMarked(node: Node): boolean {
    return this.#marksFile || this.#marked.has(node);
  }

  /** Whether a comment asks to leave out what begins with this node. */
  isIgnored(node: Node): boolean {
    return this.#ignored.size > 0 && this.#ignored.has(startOf(node));
  }

  /** How many functions carry a mark of their own; a marked file is one more. */
  get count(): number {
    return [...this.#marked].filter(isFunctionLike).length + (this.#marksFile ? 1 : 0);
  }

  #find(text: string, comments: readonly Comment[]): void {
    const offsets = new Map(comments.map((comment) => [behindBlank(text, comment.end ?? 0), comment]));
    const names = markNames(this.#program);
    walk(this.#program, (node) => {
      const start = startOf(node);
      if (offsets.has(start) && this.#mark(node)) offsets.delete(start);
      if (node.type === "CallExpression" && isNamed(node.callee, names)) this.#markWrapped(node);
      if ("decorators" in node && node.decorators?.some(({ expression }) => isNamed(expression, names)) === true) this.#mark(node);
      if ("body" in node && hasMarkDirective(node.body)) this.#mark(node);
      return true;
    });
    for (const { start } of offsets.values()) this.#warn(start ?? 0, "Behind this mark stands no function, method or class");
  }

  /** Marks the functions a node is or holds; says whether there are any. */
  #mark(node: Node): boolean {
    const marks = functionsHeld(node);
    for (const each of marks) this.#marked.add(each);
    return marks.length > 0;
  }

  /** `profile(fn)`, `profile(name)` and `profile("label", fn)`. */
  #markWrapped(call: CallExpression): void {
    const [first, second] = call.arguments;
    const target = withoutTypes((first?.type === "StringLiteral" ? second : first) ?? call);
    if (this.#mark(target)) return;
    if (target.type === "Identifier") {
      const declared = declarationOf(this.#program, target.name);
      if (declared !== null && this.#mark(declared)) return;
      this.#warn(call.start ?? 0, `profile(${target.name}) marks nothing: no function of that name is declared in this file`);
    } else if (target !== call) {
      this.#warn(call.start ?? 0, "profile(…) marks nothing: its argument is neither a function nor the name of one");
    }
  }

  #warn(offset: number, message: string): void {
    this.warnings.push({ line: this.#lines.at(offset), message: `${message}.` });
  }
}

function hasMarkDirective(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("directives" in body)) return false;
  return (body.directives as readonly Directive[]).some(({ value }) => value.value === markDirective);
}

/** The functions a mark in front of a node means. */
function functionsHeld(node: Node | null | undefined): Node[] {
  if (node === null || node === undefined) return [];
  if (isFunctionLike(node)) return [node];
  switch (node.type) {
    case "ClassDeclaration":
    case "ClassExpression":
      return membersOf(node);
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      return functionsHeld(node.declaration);
    case "VariableDeclaration":
      return node.declarations.flatMap(({ init }) => functionsHeld(init));
    case "ExpressionStatement":
      return functionsHeld(node.expression);
    case "AssignmentExpression":
      return functionsHeld(node.right);
    case "ObjectProperty":
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      return functionsHeld(node.value);
    case "CallExpression":
      // A function held through a wrapper: memo(() => …).
      return node.arguments.flatMap((argument) => (isFunctionLike(argument) ? [argument] : []));
    default: {
      const inner = withoutTypes(node);
      return inner === node ? [] : functionsHeld(inner);
    }
  }
}

/** A class with all that runs in it. */
function membersOf(node: Class): Node[] {
  return [node, ...node.body.body.flatMap((member) => functionsHeld(member))];
}

/** Whether a node only tells TypeScript of a name, and binds nothing at run time. */
function isAmbient(node: Node): boolean {
  return node.type === "TSDeclareFunction" || ("declare" in node && node.declare === true);
}

/** The names that are marks in this file. */
function markNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  let ownBinding = false;
  const bind = (id: Identifier): void => {
    ownBinding ||= id.name === markName;
  };
  walk(program, (node) => {
    if (isAmbient(node)) return false;
    if (node.type === "VariableDeclarator") {
      if (requiresRuntime(node.init)) eachImport(node.id, names);
      else eachBinding(node.id, bind);
    } else if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration" || node.type === "FunctionExpression") {
      if (node.id !== null && node.id !== undefined) bind(node.id);
    } else if (node.type === "ImportDeclaration") {
      addImports(node, names, bind);
    } else if (node.type === "CatchClause" && node.param !== null && node.param !== undefined) {
      eachBinding(node.param, bind);
    }
    if ("params" in node && Array.isArray(node.params)) for (const param of node.params as Node[]) eachBinding(param, bind);
    return true;
  });
  if (!ownBinding) names.add(markName);
  return names;
}

function addImports(node: ImportDeclaration, names: Set<string>, bind: (id: Identifier) => void): void {
  for (const specifier of node.specifiers) {
    const imported = specifier.type !== "ImportSpecifier" ? null : specifier.imported;
    const isMark = imported !== null && (imported.type === "Identifier" ? imported.name : imported.value) === markName;
    if (isMark && node.source.value === runtimePackage) names.add(specifier.local.name);
    else bind(specifier.local);
  }
}

/** `const { profile } = require("@perline/runtime")`. */
function requiresRuntime(init: Node | null | undefined): boolean {
  if (init?.type !== "CallExpression" || init.callee.type !== "Identifier" || init.callee.name !== "require") return false;
  const [specifier] = init.arguments;
  return specifier?.type === "StringLiteral" && specifier.value === runtimePackage;
}

function eachImport(pattern: Node, names: Set<string>): void {
  if (pattern.type !== "ObjectPattern") return;
  for (const property of pattern.properties) {
    if (property.type !== "ObjectProperty" || property.key.type !== "Identifier" || property.key.name !== markName) continue;
    eachBinding(property.value, (id) => names.add(id.name));
  }
}

/** Whether an expression is one of the mark's names, or a call of it (as decorators may be written). */
function isNamed(expression: Node, names: ReadonlySet<string>): boolean {
  const node = expression.type === "CallExpression" ? expression.callee : expression;
  return node.type === "Identifier" && names.has(node.name);
}

/** The declaration of a function, class or variable of this name, outermost first. */
function declarationOf(program: Program, name: string): Node | null {
  let found: Node | null = null;
  walk(program, (node) => {
    if (found !== null) return false;
    if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id?.name === name) found = node;
    else if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.id.name === name) found = node.init ?? null;
    return found === null;
  });
  return found;
}
