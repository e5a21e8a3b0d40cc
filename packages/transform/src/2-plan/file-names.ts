/**
 * What the names of a file mean, as far as its text alone tells: a global's name that the file does not bind is the global, and a
 * name that it binds once, to a function, is that function. So is the name of a private method, which nobody can give another value;
 * any other method may be a subclass's or an instance's own.
 */
import type { Node, PrivateName, Program } from "@babel/types";
import { walk } from "../1-parse/children.js";
import { eachBinding } from "./hoisting.js";
import type { JsxRuntime } from "./jsx.js";

/** What calling a function gives before its body has ended: an object for what is still to come. */
export type Gives = "promise" | "generator";

/** A private name as {@link FileNames} has it, which no other name is like. */
export function privateName({ id }: PrivateName): string {
  return `#${id.name}`;
}

export class FileNames {
  /** For each name that is bound: its function or class; null where that is none, or the name is bound more than once. */
  readonly #bound = new Map<string, Node | null>();

  /** The statements of the file itself. */
  readonly #top: ReadonlySet<Node>;

  /** `jsx`: what elements of JSX are compiled to; null where nobody knows. */
  constructor(program: Program, readonly jsx: JsxRuntime | null) {
    this.#top = new Set(program.body);
    for (const statement of program.body) {
      if (statement.type === "ImportDeclaration") for (const { local } of statement.specifiers) this.#bind(local.name, null);
    }
    walk(program, (node) => {
      this.#look(node);
      return true;
    });
  }

  /** Whether a name is a global's, for all that the file says. */
  isFree(name: string): boolean {
    return !this.#bound.has(name);
  }

  /** What a call of that name gives; null where the file does not tell. */
  given(name: string): Gives | null {
    const node = this.bound(name);
    return node === null ? null : givenBy(node);
  }

  /** Whether a name has its value before anything of the file runs: a function's that is declared at its top, and nothing else. */
  isDeclared(name: string): boolean {
    const node = this.bound(name);
    return node?.type === "FunctionDeclaration" && this.#top.has(node);
  }

  /** The function or class that a name is bound to; null where the file does not tell. */
  bound(name: string): Node | null {
    return this.#bound.get(name) ?? null;
  }

  #bind(name: string, node: Node | null | undefined): void {
    this.#bound.set(name, this.#bound.has(name) ? null : node ?? null);
  }

  #bindAll(pattern: Node): void {
    eachBinding(pattern, ({ name }) => this.#bind(name, null));
  }

  #look(node: Node): void {
    switch (node.type) {
      case "VariableDeclarator":
        if (node.id.type === "Identifier") this.#bind(node.id.name, node.init);
        else this.#bindAll(node.id);
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
        if (node.id) this.#bind(node.id.name, node);
        node.params.forEach((param) => this.#bindAll(param));
        break;
      case "ClassPrivateMethod":
        this.#bind(privateName(node.key), node.kind === "method" ? node : null);
        node.params.forEach((param) => this.#bindAll(param));
        break;
      case "ClassPrivateProperty":
        this.#bind(privateName(node.key), null);
        break;
      case "ArrowFunctionExpression":
      case "ObjectMethod":
      case "ClassMethod":
        node.params.forEach((param) => this.#bindAll(param));
        break;
      case "ClassDeclaration":
      case "ClassExpression":
        if (node.id) this.#bind(node.id.name, node);
        break;
      case "CatchClause":
        if (node.param) this.#bindAll(node.param);
        break;
      case "AssignmentExpression":
        // Whatever a name was bound to, it may mean something else from here on.
        this.#bindAll(node.left);
        break;
      default:
    }
  }
}

/** What calling the value of an expression gives; of an async generator the call gives the generator. */
function givenBy(node: Node): Gives | null {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassPrivateMethod":
      return node.generator === true ? "generator" : node.async === true ? "promise" : null;
    default:
      return null;
  }
}
