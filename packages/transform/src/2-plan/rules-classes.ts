/** Rules for classes: the declaration counts each evaluation; fields are frames without a binding. */
import type { Class, ClassAccessorProperty, ClassPrivateProperty, ClassProperty, Node, StaticBlock } from "@babel/types";
import { className } from "./names.js";
import { openFrame } from "./frames.js";
import type { Planner } from "./planner.js";
import { endOf, isAnonymousFunction, startOf } from "./positions.js";
import type { Rules } from "./rules.js";
import { planStaticBlock } from "./rules-functions.js";

type Field = ClassProperty | ClassPrivateProperty | ClassAccessorProperty;

function planClass(node: Class, planner: Planner): void {
  planner.leaveUncounted(() => node.decorators?.forEach((decorator) => planner.visit(decorator)));
  if (node.superClass !== null && node.superClass !== undefined) {
    planner.value(node.superClass);
    const { superClass } = node;
    planner.calls(() => planner.positions.of(superClass));
  }
  const initializers = new Initializers(node);
  planner.under(node.body, () => {
    for (const member of node.body.body) {
      if (planner.selection.ignores(member)) planner.skip(member, "ignoreComment");
      else if (member.type === "ClassProperty" || member.type === "ClassPrivateProperty" || member.type === "ClassAccessorProperty") {
        planner.under(member, () => planField(member, planner, initializers));
      } else if (member.type === "StaticBlock") {
        planner.under(member, () => planStaticBlock(member, initializers.of(member, planner), planner));
      } else {
        planner.visit(member);
      }
    }
  });
}

/** The functions that a class's initializers belong to: one for the instance's fields, one for static fields and blocks. */
class Initializers {
  readonly #rows = new Map<boolean, number>();

  constructor(private readonly owner: Class) {}

  /** The row for a field or static block; made when the first one is planned. */
  of(member: Field | StaticBlock, planner: Planner): number | null {
    const isStatic = member.type === "StaticBlock" || member.static === true;
    const known = this.#rows.get(isStatic);
    if (known !== undefined) return known;
    const kind = isStatic ? "static" : "fields";
    const name = `${className(planner.parents, planner.parents.length - 1)}.<${kind}>`;
    if (!planner.selection.includes(this.owner, name)) return null;
    const row = planner.table.function({ name, kind, ...planner.positions.extent(startOf(member), this.owner) });
    this.#rows.set(isStatic, row);
    return row;
  }
}

function planField(field: Field, planner: Planner, initializers: Initializers): void {
  planner.leaveUncounted(() => field.decorators?.forEach((decorator) => planner.visit(decorator)));
  if (field.type !== "ClassPrivateProperty" && field.computed === true) {
    planner.value(field.key);
    planner.calls(() => planner.positions.of(field.key));
  }
  const { value } = field;
  if (value === null || value === undefined || ("declare" in field && field.declare === true)) return;
  const named = isAnonymousFunction(value);
  const name = named ? givenName(field) : null;
  const fn = named && (name === null || value.type === "ClassExpression") ? null : initializers.of(field, planner);
  if (fn === null) return planner.inFrame(null, () => planner.visit(value));
  const { early } = planner;
  planner.inFrame(openFrame(fn, early), () => {
    const line = planner.positions.start(value);
    const position = planner.table.counting(fn, line);
    if (planner.table.functions.calls[fn] === -1) planner.table.functions.calls[fn] = position;
    planner.line = line;
    planner.counted = line;
    planner.sites?.count(position);
    const names = planner.functions.isIn(value);
    const begins = planner.table.functions.calls[fn] === position;
    planner.add({ kind: "field", start: startOf(value), end: endOf(value), position, begins, name, names, early }, () => planner.root(value));
  });
}

/** The name a field gives an anonymous function, where the text tells it. */
function givenName(field: Field): string | null {
  const key: Node = field.key;
  if (key.type === "PrivateName") return `#${key.id.name}`;
  if (field.type === "ClassPrivateProperty" || field.computed === true) return null;
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" || key.type === "NumericLiteral" ? String(key.value) : null;
}

export const classRules: Rules = {
  ClassDeclaration(node, planner) {
    if (node.declare === true) return;
    planner.arrive(planner.statementOf(node), planner.positions.start(node));
    planner.computation(node, () => planClass(node, planner));
  },
  ClassExpression: planClass,
};
