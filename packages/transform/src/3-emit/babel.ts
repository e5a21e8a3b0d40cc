/**
 * The Babel printer: puts a plan's edits into the tree that Babel has of the text. What a person wrote stays the node that it was,
 * with its place in the text, its comments and whatever other plugins look for; what is inserted has no place.
 *
 * The tree may come from any parser that gives Babel's nodes their offsets, with nodes for parentheses or without.
 */
import { parse } from "@babel/parser";
import type { Expression, Node, Program, Statement } from "@babel/types";
import { childKeysOf } from "../1-parse/children.js";
import type { Edit } from "../2-plan/edits.js";
import { endOf, startOf } from "../2-plan/positions.js";
import { EditCursor, type EditedText } from "./cursor.js";
import { insertionsOf, type Insertions, type PrintOptions } from "./insertions.js";
import { hole, shapeOf, templateOf } from "./shapes.js";

/**
 * Prints a plan's edits into the tree of the text that it is of.
 *
 * @throws PerlineError `edit-not-applied` where the tree has no place for one: the tree is then of no use
 */
export function printBabel(program: Program, edits: readonly Edit[], options: PrintOptions & EditedText): void {
  const insertions = insertionsOf(edits, options);
  const [first] = program.body;
  new TreePrinter(insertions, options.text).print(program);
  if (insertions.first !== null) program.body.unshift(...grafted(parseTemplate(insertions.first.piece), []));
  moveComments(first, program.body[0]);
}

/** Keeps what a file begins with in front: other tools look there for what it says of the file. */
function moveComments(from: Statement | undefined, to: Statement | undefined): void {
  if (from === undefined || to === undefined || from === to || !from.leadingComments) return;
  to.leadingComments = from.leadingComments;
  from.leadingComments = null;
}

/** What the properties of a node that hold code hold. */
type Properties = Record<string, Node | readonly (Node | null)[] | null | undefined>;

/** A list of statements, and how far it reaches. */
interface Extent {
  /** The offset up to which something may stand behind the last statement; -1: nothing may. */
  limit: number;
  /** The depth of the edit that the list is the range of; -1: it is all that stands in its place. */
  depth: number;
}

class TreePrinter {
  readonly #cursor: EditCursor;

  constructor(private readonly insertions: Insertions, private readonly text: string) {
    this.#cursor = new EditCursor(printedEdits(insertions), { filename: insertions.filename, text });
  }

  print(program: Program): void {
    this.#inside(program);
    this.#cursor.done();
  }

  /** Takes the edits that lie inside a node, and puts them there; gives the node. */
  #inside<Inner extends Node>(node: Inner): Inner {
    if (!this.#mayHoldNext(node)) return node;
    const properties = propertiesOf(node);
    for (const key of childKeysOf(node.type)) {
      const child = properties[key];
      if (child === null || child === undefined) continue;
      if (!isList(child)) properties[key] = this.#printed(child);
      else if (isStatements(child, `${node.type}.${key}`)) properties[key] = this.#list(child, { limit: limitOf(node), depth: -1 });
      else properties[key] = child.map((each) => each && this.#printed(each));
    }
    this.#complete(node);
    return node;
  }

  #mayHoldNext(node: Node): boolean {
    const edit = this.#cursor.peek();
    return edit !== null && edit.start <= endOf(node);
  }

  /** What a list of statements becomes by its own edits and those inside its statements. */
  #list(list: readonly Statement[], { limit, depth }: Extent): Statement[] {
    const printed: Statement[] = [];
    let index = 0;
    for (;;) {
      const statement = list[index];
      const edit = this.#cursor.peek();
      const reach = statement === undefined ? limit : startOf(statement);
      if (edit !== null && shapeOf(edit) === "statements" && edit.depth > depth && edit.start <= reach) {
        this.#cursor.take();
        const from = index;
        while (index < list.length && endOf(list[index]!) <= edit.end) index++;
        const inner = this.#list(list.slice(from, index), { limit: edit.end, depth: edit.depth });
        for (const each of grafted(this.#template(edit), inner)) printed.push(each);
      } else if (statement === undefined) {
        return printed;
      } else {
        printed.push(this.#inside(statement));
        index++;
      }
    }
  }

  /** What stands where a single node stood. */
  #printed(node: Node): Node {
    const edit = this.#cursor.peek();
    if (edit === null || !this.#mayHoldNext(node)) return node;
    if (shapeOf(edit) === "statements") return edit.start > startOf(node) ? this.#inside(node) : this.#single(node as Statement, edit);
    if (!this.#covers(edit, node)) return this.#inside(node);
    this.#cursor.take();
    return this.#value(edit, this.#printed(node));
  }

  /** Whether an edit is around an expression: without the parentheses that it may stand in, or with them. */
  #covers({ start, end }: Edit, node: Node): boolean {
    if (node.type === "ExpressionStatement" || start === end) return false;
    const [from, to] = [startOf(node), endOf(node)];
    return start <= from && end >= to && opens.test(this.text.slice(start, from)) && closes.test(this.text.slice(to, end));
  }

  /** A statement where only one can stand: its edits are inside braces of ours. */
  #single(statement: Statement, edit: Edit): Statement {
    const [only, ...others] = this.#list([statement], { limit: -1, depth: -1 });
    if (only === undefined || others.length > 0) throw this.#cursor.failure(edit, "was not applied");
    return only;
  }

  /** The expression or block that an edit makes of an expression. */
  #value(edit: Edit, ...inner: Node[]): Node {
    const [wrapper] = grafted(this.#template(edit), inner);
    if (wrapper === undefined) throw this.#cursor.failure(edit, "was not applied");
    return wrapper.type === "ExpressionStatement" ? wrapper.expression : wrapper;
  }

  /** Puts what stands behind the parts of a node, or where it has none. */
  #complete(node: Node): void {
    const edit = this.#cursor.peek();
    if (edit === null) return;
    if (node.type === "YieldExpression" && !node.argument && shapeOf(edit) === "expression" && edit.start === endOf(node)) {
      this.#cursor.take();
      node.argument = this.#value(edit) as Expression;
    } else if (node.type === "SwitchStatement" && shapeOf(edit) === "case" && edit.start < endOf(node)) {
      this.#cursor.take();
      const [template] = grafted(this.#template(edit), []);
      if (template?.type !== "SwitchStatement") throw this.#cursor.failure(edit, "was not applied");
      const [behind, ...added] = template.cases;
      node.cases.at(-1)?.consequent.push(...behind?.consequent ?? []);
      node.cases.push(...added);
    } else if (node.type === "VariableDeclaration" && shapeOf(edit) === "declarator" && edit.start === endOf(node.declarations.at(-1) ?? node)) {
      this.#cursor.take();
      const [template] = grafted(this.#template(edit), []);
      if (template?.type !== "VariableDeclaration") throw this.#cursor.failure(edit, "was not applied");
      node.declarations.push(...template.declarations.slice(1));
    }
  }

  #template(edit: Edit): Statement[] {
    return parseTemplate(templateOf(edit, this.insertions.pieces(edit)));
  }
}

/** Edits but for those that nothing is printed for, which leave the tree as it is; depths count only what is left. */
function printedEdits(insertions: Insertions): Edit[] {
  const printed: Edit[] = [];
  /** The edits around, by their depths, and how many of those up to each are left. */
  const around: { depth: number; left: number }[] = [];
  for (const edit of insertions.edits) {
    while (around.length > 0 && around[around.length - 1]!.depth >= edit.depth) around.pop();
    const depth = around.at(-1)?.left ?? 0;
    const isLeft = insertions.pieces(edit).some((piece) => piece !== "");
    if (isLeft) printed.push({ ...edit, depth });
    around.push({ depth: edit.depth, left: isLeft ? depth + 1 : depth });
  }
  return printed;
}

/** What may stand between an expression and the outermost of its parentheses. Not every parser tells where those are. */
const comment = String.raw`\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*`;
const opens = new RegExp(String.raw`^(?:[\s(]|${comment})*$`);
const closes = new RegExp(String.raw`^(?:[\s)]|${comment})*$`);

/** The properties that hold lists of statements. */
const statementLists: ReadonlySet<string> = new Set(["Program.body", "BlockStatement.body", "StaticBlock.body", "TSModuleBlock.body", "SwitchCase.consequent"]);

/** The offset up to which something can stand behind a list's last statement. */
function limitOf(node: Node): number {
  return node.type === "Program" || node.type === "SwitchCase" ? endOf(node) : endOf(node) - 1;
}

function isStatements(_list: readonly (Node | null)[], property: string): _list is readonly Statement[] {
  return statementLists.has(property);
}

function isList(value: Node | readonly (Node | null)[]): value is readonly (Node | null)[] {
  return Array.isArray(value);
}

function propertiesOf(node: object): Properties {
  return node as Properties;
}

/** A text of ours as statements, as if it stood in a module, and within a function and a loop. */
function parseTemplate(text: string): Statement[] {
  return parse(text, {
    sourceType: "module", allowReturnOutsideFunction: true, errorRecovery: true, attachComment: false, plugins: ["explicitResourceManagement"],
  }).program.body;
}

/** What the parser tells of a node's text. */
const placeKeys = ["start", "end", "loc", "extra"] as const;

/** Statements of a template, with nodes in its hole, and without places. */
function grafted(template: readonly Statement[], inner: readonly Node[]): Statement[] {
  return graftedList(template, inner) as Statement[];
}

function graftedList(list: readonly (Node | null)[], inner: readonly Node[]): (Node | null)[] {
  return list.flatMap((node): (Node | null)[] => {
    if (node?.type === "EmptyStatement") return [];
    return node?.type === "ExpressionStatement" && isHole(node.expression) ? [...inner] : [node && graft(node, inner)];
  });
}

function graft(node: Node, inner: readonly Node[]): Node {
  if (isHole(node)) return inner[0] ?? node;
  for (const key of placeKeys) delete node[key];
  const properties = propertiesOf(node);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value !== "object" || value === null) continue;
    properties[key] = isList(value) ? graftedList(value, inner) : graft(value, inner);
  }
  return node;
}

function isHole(node: Node): boolean {
  return node.type === "Identifier" && node.name === hole;
}
