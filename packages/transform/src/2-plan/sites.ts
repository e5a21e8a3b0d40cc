/**
 * Sites while they are being planned: where objects are created, and which probe says how often.
 *
 * Where the tally is known a site needs no count of its own. Else one stands before the site, or behind it; where nothing may stand
 * there, behind the last value from which control surely comes to it; and where there is no such place it cannot be counted.
 */
import type { Identifier, JSXElement, JSXFragment, Node, VariableDeclaration } from "@babel/types";
import { externalBytes, heapBytes, type Layout, type SiteKind, type SiteTable } from "@perline/format";
import { someWithin } from "../1-parse/children.js";
import { isExportPattern } from "./export-patterns.js";
import type { FileNames } from "./file-names.js";
import { isNamedAfter } from "./inferred-names.js";
import type { Planner } from "./planner.js";
import { endOf, isAnonymousFunction, startOf, withoutTypes } from "./positions.js";
import type { FunctionNode } from "./rules-functions.js";
import { SiteList } from "./site-list.js";
import {
  argumentsObject, creationOf, declaredFunctions, functionOf, isChain, isPartOf, links, restsOf, valueOf, type Creates, type Creation,
} from "./sites-kinds.js";
import { none, Tally, type SiteDress, type SiteEdit } from "./tally.js";

/** Statements behind which control goes on elsewhere. */
const jumps: ReadonlySet<string> = new Set(["ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"]);

/** Of an object whose size does not follow from the text. */
const unknownBytes = -1;

/** What a CommonJS module is given. */
const moduleNames: ReadonlySet<string> = new Set(["exports", "module", "require", "__filename", "__dirname"]);

export class Sites extends Tally {
  readonly #planner: Planner;
  readonly #names: FileNames;
  readonly #found = new SiteList();
  /** Expressions in value positions. */
  readonly #values = new Set<Node>();
  /** Statements, and the probes that count each arrival at them. */
  readonly #entries = new Map<Node, number>();
  /** Lists of statements that are bodies of functions. */
  readonly #bodies = new Set<readonly Node[]>();
  /** Nodes to which control also comes otherwise than from what stands before them. */
  readonly #joints = new Set<Node | null | undefined>();
  /** The last arguments of calls that `?.` may pass over: those calls, and what they create. */
  readonly #carriers = new Map<Node, { call: Node; creation: Creation }>();
  /** In a pattern of exports, in which nothing may stand: the probe that has counted where it begins. */
  #pattern: number | null = null;
  /** In an element of JSX: the probe that counts it. */
  #element = none;
  /** In code that is left alone, of which nothing counts what it creates: the function that it belongs to. */
  #leftIn: number | null = null;
  /** The expressions whose objects are handed over: the probes that stand for them. */
  readonly #traced = new Map<Node, number>();

  /** Of which V8 the objects are that are handed over; null: none are. */
  readonly #layout: Layout | null;
  readonly #isWeighing: boolean;

  constructor(planner: Planner, names: FileNames, { traced, weighs }: { traced: Layout | null; weighs: boolean }) {
    super();
    this.#layout = traced;
    this.#isWeighing = weighs;
    this.#planner = planner;
    this.#names = names;
  }

  /** The table of all sites. */
  table(): SiteTable {
    return this.#found.table(this.#planner.table, this.#planner.lines);
  }

  /** How many have been found in the bodies of functions. */
  get size(): number {
    return this.#found.size;
  }

  /** Whether an expression in a value position may be weighed: it is evaluated in one go, on one line, where something may stand. */
  mayWeigh(node: Node): boolean {
    const { positions } = this.#planner;
    if (!this.#isWeighing || this.#pattern !== null || node.type === "AssignmentPattern" || isNameable(node)) return false;
    return positions.start(node) === positions.end(node) && !someWithin(node, suspends);
  }

  /** An expression of function `fn` has been planned, behind `known` sites: gives the probe that weighs those in it; -1: none. */
  weigh(known: number, fn: number): number {
    if (!this.#found.hasMore(known, fn)) return none;
    const probe = this.#planner.table.lineless();
    this.#found.weigh(known, fn, probe);
    return probe;
  }

  /** A name stands in an expression. */
  name(node: Identifier): void {
    if (!this.#isPlanned()) return;
    const around = this.#planner.parents.at(-1);
    const isTarget = around?.type === "AssignmentExpression" && around.operator === "=" && around.left === node;
    if (isTarget) return;
    if (this.#carriers.has(node)) this.#carrying(node, () => this.#read(node.name));
    else this.#read(node.name);
  }

  /** Control comes to a statement as often as the probe counts. */
  enter(statement: Node, probe: number): void {
    this.#entries.set(statement, probe);
    if (statement.type === "ExportNamedDeclaration" && statement.declaration) this.#entries.set(statement.declaration, probe);
  }

  override behind(...place: Parameters<Tally["behind"]>): void {
    if (this.#pattern === null) super.behind(...place);
  }

  override inFunction(plan: () => void): void {
    const pattern = this.#pattern;
    const leftIn = this.#leftIn;
    this.#pattern = null;
    this.#leftIn = null;
    super.inFunction(() => this.#found.inBody(plan));
    this.#pattern = pattern;
    this.#leftIn = leftIn;
  }

  /** Plans code of function `fn` that is left alone: its sites are known, and cannot be counted. */
  leftAlone(fn: number, plan: () => void): void {
    const leftIn = this.#leftIn;
    this.#leftIn = fn;
    plan();
    this.#leftIn = leftIn;
  }

  /** Plans the parameters of a function; gives what is to be called once it has a row, and a probe that counts its calls. */
  inParameters(node: FunctionNode, plan: () => void): (fn: number, probe: number) => void {
    let place = (_fn: number): void => undefined;
    super.inFunction(() => {
      place = this.#found.inParameters(plan);
    });
    return (fn, counter) => {
      place(fn);
      const rests = node.params.flatMap(restsOf);
      for (const rest of rests) this.#found.add(rest.node, [rest.creates], { fn, counter, traced: none });
      if (node.type === "ArrowFunctionExpression" || !hasArguments(node.body)) return;
      this.#found.add(node, [argumentsObject], { fn, counter, traced: none });
    };
  }

  /** The functions declared in a body exist from where it begins, which a probe counts. */
  body(list: readonly Node[], probe: number): void {
    this.#bodies.add(list);
    this.#declared(list, probe);
  }

  /** Those declared in another list of statements exist once for each time control comes there. */
  list(list: readonly Node[]): void {
    const { frame, parents } = this.#planner;
    const [first] = list;
    if (frame === null || first === undefined || this.#bodies.has(list) || declaredFunctions(list).length === 0) return;
    // Those of a case exist wherever control enters the `switch`.
    const isCase = parents.at(-1)?.type === "SwitchStatement";
    this.#declared(list, isCase ? none : this.#planner.countAt(startOf(first)));
  }

  /** What is bound or assigned at each turn of a loop has been, where its body begins. */
  turn(left: Node, at: number): void {
    this.#restsIn(left.type === "VariableDeclaration" ? left.declarations.map(({ id }) => id) : [left], () => this.#planner.countAt(at));
  }

  /** The parameter of a `catch` clause, whose entries a probe counts, has been bound. */
  caught(param: Node, probe: number): void {
    this.#restsIn([param], () => probe);
  }

  /** What a `for(;;)` declares has been declared. */
  declaredByLoop(node: VariableDeclaration): void {
    this.#restsIn(node.declarations.map(({ id }) => id), () => {
      const hit = this.#planner.table.lineless();
      this.#planner.add({ kind: "declared", start: endOf(node), end: endOf(node), hit });
      return hit;
    });
  }

  /** A value is about to be planned, where something may stand before and behind it. */
  value(node: Node, naming: boolean): void {
    if (this.#pattern !== null) return;
    if (!naming || !isAnonymousFunction(node)) this.#values.add(node);
  }

  /** Plans a node by its `rule`. */
  plan(node: Node, rule: () => void): void {
    if (!this.#isPlanned()) {
      this.#leave(node);
      return rule();
    }
    this.#begin(node);
    const outer = this.#pattern;
    if (isExportPattern(node)) this.#pattern ??= this.probe;
    if (this.#carriers.has(node)) this.#carrying(node, () => this.#plan(node, rule));
    else this.#plan(node, rule);
    this.#pattern = outer;
    const target = node.type === "VariableDeclarator" ? node.id : node.type === "AssignmentExpression" ? node.left : node;
    if (jumps.has(node.type) || (target !== node && isPattern(target))) this.leak();
  }

  /** What a node creates in code that is left alone. */
  #leave(node: Node): void {
    if (this.#leftIn === null || isPartOf(node, this.#planner.parents.at(-1))) return;
    const rests = node.type === "VariableDeclarator" ? restsOf(node.id).map(({ creates }) => creates) : [];
    const creation = node.type === "FunctionDeclaration" ? functionOf(node) : creationOf(node, this.#names);
    this.#found.add(node, creation?.objects ?? rests, { fn: this.#leftIn, counter: none, traced: none });
  }

  #isPlanned(): boolean {
    return this.#planner.frame !== null || this.#found.isInParameters;
  }

  /** What fails where it has no value yet; a name that the file binds most likely has. */
  #read(name: string): void {
    const isGiven = name in globalThis || (this.#planner.goal === "commonjs" && moduleNames.has(name));
    if ((isGiven && this.#names.isFree(name)) || this.#names.isDeclared(name) || this.#planner.frame?.names.has(name) === true) return;
    const likely = this.probe === none ? this.likely : this.probe;
    this.leak();
    if (!this.#names.isFree(name)) this.likely = likely;
  }

  /** What control's coming to a node means. */
  #begin(node: Node): void {
    if (isStatement(node)) {
      this.apart();
      this.count(this.#entries.get(node) ?? none);
    }
    if (this.#joints.has(node) || isChain(node) || node.type === "AssignmentPattern") this.leak();
    if (node.type === "ForStatement") this.#joints.add(node.update);
    else if (node.type === "ForOfStatement" || node.type === "ForInStatement") this.#joints.add(node.right);
    else if (node.type === "ThisExpression") this.#read("this");
    else if (node.type === "AssignmentPattern") this.value(node.right, node.left.type === "Identifier");
    else if (node.type === "JSXExpressionContainer" || node.type === "JSXSpreadChild") this.value(node.expression, false);
    else if (node.type === "JSXSpreadAttribute") this.value(node.argument, false);
    else if (isChain(node)) this.#carry(node);
    else if (this.#values.has(node) && withoutTypes(node) !== node) this.value(withoutTypes(node), true);
  }

  /** The calls in a chain with `?.`: each counts where its last argument has been evaluated, right before it. */
  #carry(chain: Node): void {
    for (const call of links(chain)) {
      const creation = creationOf(call, this.#names);
      if (creation === null || call.type !== "OptionalCallExpression") continue;
      const last = call.arguments.at(-1);
      if (last === undefined || last.type === "SpreadElement") this.#record(call, creation, none);
      else this.#carriers.set(last, { call, creation });
    }
  }

  /** Plans a node, and what counts the call whose last argument it is, if `?.` may pass over that. */
  #carrying(node: Node, plan: () => void): void {
    const carried = this.#carriers.get(node);
    if (carried === undefined) return plan();
    const edit = this.#edit(node, { hit: this.#planner.table.lineless(), after: true });
    this.#record(carried.call, carried.creation, edit.hit);
    this.#planner.add(edit, plan);
  }

  #plan(node: Node, rule: () => void): void {
    if (isPattern(node)) return this.#target(rule);
    if (node.type === "VariableDeclaration") return this.#declaration(node, rule);
    const around = this.#planner.parents.at(-1);
    if (around !== undefined && isInElement(node, around)) return this.#planner.placed(node, this, () => this.#planValue(node, rule));
    this.#planValue(node, rule);
    if (node.type === "JSXOpeningElement" && around?.type === "JSXElement") this.#childList(around);
  }

  #planValue(node: Node, rule: () => void): void {
    const isCounted = isChain(node) || isPartOf(node, this.#planner.parents.at(-1));
    const creation = isCounted ? null : creationOf(node, this.#names);
    if (creation === null) rule();
    else this.#trace(node, creation, () => this.#create(node, creation, rule));
  }

  /** Plans an expression that creates something; where that is its value, which something may stand around, it is handed over. */
  #trace(node: Node, creation: Creation, plan: () => void): void {
    const object = valueOf(node, creation);
    const isNamed = isNameable(node) && this.#planner.parents.at(-1)?.type !== "CallExpression";
    if (this.#layout === null || object === null || !this.#values.has(node) || isNamed) return plan();
    const site = this.#planner.table.lineless();
    this.#traced.set(node, site);
    const bytes = bytesOf(object, this.#layout);
    this.#planner.add({ kind: "traced", start: startOf(node), end: endOf(node), site, bytes, ...this.dress(node) }, plan);
  }

  #create(node: Node, creation: Creation, rule: () => void): void {
    if (node.type === "ClassDeclaration" && (!creation.first || this.probe === none)) {
      rule();
      // A statement, behind which something may stand.
      this.#record(node, creation, this.#planner.countAt(endOf(node), true));
    } else if (creation.first) this.#planFirst(node, creation, rule);
    else if (node.type === "JSXElement" || node.type === "JSXFragment") this.#planElement(node, creation, rule);
    else this.#planBehind(node, creation, rule);
  }

  /** A pattern stands before its value in the text, but is evaluated behind it. */
  #target(rule: () => void): void {
    const { probe } = this;
    rule();
    this.apart();
    this.count(probe);
  }

  /** A rest element exists once the whole declaration has been evaluated; in the head of a loop, where its turns begin. */
  #declaration(node: VariableDeclaration, rule: () => void): void {
    rule();
    if (this.#planner.parents.at(-1)?.type.startsWith("For") === true) return;
    this.#restsIn(node.declarations.map(({ id }) => id), () => this.#planner.countAt(endOf(node), true));
  }

  #planFirst(node: Node, creation: Creation, rule: () => void): void {
    const own = this.probe === none && this.#values.has(node);
    if (own) this.count(this.#planner.table.lineless());
    const counter = own ? this.probe : this.#known();
    this.#record(node, creation, counter);
    if (own) this.#planner.add(this.#edit(node, { hit: counter, after: false }), rule);
    else rule();
  }

  /** The probe that counts what comes next, where one does or can. */
  #known(): number {
    if (this.probe !== none) return this.probe;
    if (this.place === null) return this.#pattern ?? this.likely;
    const { slot, edit } = this.place;
    this.count(this.#planner.table.lineless());
    this.#planner.fillSlot(slot, { ...edit, hit: this.probe });
    return this.probe;
  }

  #planBehind(node: Node, creation: Creation, rule: () => void): void {
    const edit = this.#edit(node, { hit: none, after: true });
    this.#planner.addAround(rule, () => {
      const known = this.probe === none && creation.sure ? this.settled : this.probe;
      const own = known === none && this.#values.has(node);
      if (own) this.count(this.#planner.table.lineless());
      this.#record(node, creation, own ? this.probe : known);
      return own ? { ...edit, hit: this.probe } : null;
    });
  }

  /** An element of JSX: in another one, where nothing may stand around it, it is made once all in it has been evaluated. */
  #planElement(node: JSXElement | JSXFragment, { objects }: Creation, rule: () => void): void {
    const outer = this.#element;
    const own = this.#values.has(node);
    const plan = (): void => {
      if (node.type === "JSXFragment") this.#childList(node);
      rule();
    };
    if (own) {
      this.#element = this.#planner.table.lineless();
      this.#planner.add(this.#edit(node, { hit: this.#element, after: true }), () => {
        if (objects.length === 1 || this.probe !== none) return plan();
        this.count(this.#planner.table.lineless());
        this.#planner.add(this.#edit(node, { hit: this.probe, after: false }), plan);
      });
      this.count(this.#element);
    } else plan();
    const counter = this.#known();
    this.#record(node, { objects: objects.slice(0, 1) }, counter === none ? outer : counter);
    this.#element = outer;
  }

  /** The array of an element's children, if it has one, is made before these. */
  #childList(node: JSXElement | JSXFragment): void {
    const [, ...lists] = creationOf(node, this.#names)?.objects ?? [];
    if (lists.length === 0) return;
    const counter = this.#known();
    this.#found.add(node, lists, {
      fn: this.#planner.frame?.fn ?? null, counter: counter === none ? this.#element : counter, traced: none,
    });
  }

  /** How a count around a value is to look, which stands in the nodes that are being planned. */
  dress(node: Node): SiteDress {
    const { functions, parents } = this.#planner;
    return { ...this.#planner.dress(node), names: functions.isIn(node) && isNamedAfter(parents) };
  }

  #edit(node: Node, { hit, after }: { hit: number; after: boolean }): SiteEdit {
    return { kind: "site", start: startOf(node), end: endOf(node), hit, after, ...this.dress(node) };
  }

  #declared(list: readonly Node[], probe: number): void {
    for (const node of declaredFunctions(list)) this.#record(node, functionOf(node), probe);
  }

  /** The rest elements of patterns, if they have any; `counting` gives the probe that counts them. */
  #restsIn(patterns: readonly Node[], counting: () => number): void {
    const rests = patterns.flatMap(restsOf);
    if (rests.length === 0) return;
    const counter = counting();
    for (const { node, creates } of rests) this.#record(node, { objects: [creates] }, counter);
  }

  #record(node: Node, { objects }: Pick<Creation, "objects">, counter: number): void {
    this.#found.add(node, objects, {
      fn: this.#planner.frame?.fn ?? null, counter, traced: this.#traced.get(node) ?? none,
    });
  }
}

/** Kinds of objects that could not tell their size themselves: of an unknown number of slots an estimate is as good. */
const untelling: ReadonlySet<SiteKind> = new Set<SiteKind>(["object", "class", "generator", "promise", "jsx"]);

/** What an object takes when it is made; -1 where only the object tells. */
function bytesOf({ kind, slots }: Creates, layout: Layout): number {
  const isEstimate = slots < 0 && untelling.has(kind);
  const [inside, outside] = [heapBytes(isEstimate ? "object" : kind, isEstimate ? 0 : slots, layout), externalBytes(kind, slots)];
  return inside === null || outside === null ? unknownBytes : inside + outside;
}

/** Whether a node is a value in an element of JSX. */
function isInElement({ type }: Node, around: Node): boolean {
  return type !== "JSXEmptyExpression"
    && (around.type === "JSXExpressionContainer" || around.type === "JSXSpreadAttribute" || around.type === "JSXSpreadChild");
}

/** Whether V8 makes up a name for it in stack traces: but for an argument of a call, what stands around it decides. */
function isNameable({ type }: Node): boolean {
  return type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "ClassExpression";
}

function suspends({ type }: Node): boolean {
  return type === "AwaitExpression" || type === "YieldExpression";
}

function isPattern({ type }: Node): boolean {
  return type === "ObjectPattern" || type === "ArrayPattern";
}

function isStatement({ type }: Node): boolean {
  return type.endsWith("Statement") || type.endsWith("Declaration");
}

/** Whether a function's body asks for its `arguments`: itself, or in an arrow function, which has none of its own. */
function hasArguments(body: Node): boolean {
  return someWithin(body, (node) => (node.type === "Identifier" && node.name === "arguments")
    || (node !== body && node.type === "ArrowFunctionExpression" && (hasArguments(node.body) || node.params.some(hasArguments))));
}
