/**
 * What random programs consist of, by their syntax: kinds of nodes, which constructs stand in which, and where control leaves
 * them otherwise than at their end. It says whether the grammar can be trusted to have tried a thing.
 */
import { parse } from "@babel/parser";

/** The constructs whose nesting matters, since each has its own way to enter and to leave. */
export const constructs = ["try", "loop", "switch", "label", "generator", "async", "class", "closure"] as const;
type Construct = (typeof constructs)[number];

/** A node of Babel's tree, as far as is needed here. */
interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** A node on the way from the program to the one that is looked at, and as which child of its parent it stands there. */
interface Step {
  node: Node;
  role: string;
}

const isLoop = ({ type }: Node): boolean => /^(For|While|DoWhile)/.test(type);
const isFunction = ({ type }: Node): boolean => /Function|Method$/.test(type);

/** The constructs that a node is: none, one, or two for an async generator. */
function constructsOf(node: Node): Construct[] {
  if (node.type === "TryStatement") return ["try"];
  if (node.type === "SwitchStatement") return ["switch"];
  if (node.type === "LabeledStatement") return ["label"];
  if (isLoop(node)) return ["loop"];
  if (/^Class(Declaration|Expression)$/.test(node.type)) return ["class"];
  if (!isFunction(node)) return [];
  if (node["generator"] !== true && node["async"] !== true) return /Expression$/.test(node.type) ? ["closure"] : [];
  return [...(node["generator"] === true ? ["generator" as const] : []), ...(node["async"] === true ? ["async" as const] : [])];
}

/** A node's kind: its type, and what of it makes a difference. */
function kindOf(node: Node): string {
  const more = [
    node["async"] === true ? "async" : "", node["generator"] === true ? "generator" : "", node["await"] === true ? "await" : "",
    node["delegate"] === true ? "delegate" : "", node["static"] === true ? "static" : "",
    typeof node["kind"] === "string" ? node["kind"] : "", /^(Unary|Logical|Update)/.test(node.type) ? node["operator"] : "",
  ];
  return [node.type, ...more].filter((part) => part !== "").join(" ");
}

/** The last step that a jump does not leave. All are left where nothing stops it, as an exception in the module body. */
function stopsAt(jump: Node, path: readonly Step[]): number {
  const label = isNode(jump["label"]) ? jump["label"]["name"] : null;
  return path.findLastIndex(({ node }, index) => {
    const child = path[index + 1]?.node;
    if (jump.type === "ThrowStatement" && node.type === "TryStatement") return path[index + 1]?.role === "block" && isNode(node["handler"]);
    if (jump.type === "ThrowStatement" || jump.type === "ReturnStatement") return child !== undefined && isFunction(child);
    // A `continue` stays in its loop; a `break` leaves it.
    if (jump.type === "ContinueStatement" && isLoop(node)) return label === null || labelsOf(path, index).includes(label);
    if (jump.type === "ContinueStatement" || child === undefined) return false;
    return label === null ? isLoop(child) || child.type === "SwitchStatement" : isNode(child["label"]) && child["label"]["name"] === label;
  });
}

/** The labels that stand directly before the node at an index. */
function labelsOf(path: readonly Step[], index: number): unknown[] {
  const { node } = path[index - 1] ?? {};
  return node?.type === "LabeledStatement" && isNode(node["label"]) ? [node["label"]["name"], ...labelsOf(path, index - 1)] : [];
}

/** Counts of what programs consist of. */
export class Census {
  /** By kind of node. */
  readonly kinds = new Map<string, number>();
  /** By `outer > inner`: constructs that stand in others, at whatever depth. */
  readonly nestings = new Map<string, number>();
  /** By `outer > inner`: jumps, returns and throws that leave the inner one. */
  readonly exits = new Map<string, number>();

  /** Counts a program. */
  add(text: string): void {
    const program: unknown = parse(text, { sourceType: "script", allowReturnOutsideFunction: true, plugins: ["explicitResourceManagement"] }).program;
    if (isNode(program)) this.#visit({ node: program, role: "program" }, []);
  }

  #visit(step: Step, before: readonly Step[]): void {
    const { node } = step;
    const path = [...before, step];
    count(this.kinds, kindOf(node));
    for (const pair of pairs(path, path.length - 1)) count(this.nestings, pair);
    if (/^(Break|Continue|Return|Throw)Statement$/.test(node.type)) {
      const stop = stopsAt(node, before);
      const left = new Set(before.flatMap((_, index) => (index > stop ? pairs(before, index) : [])));
      for (const pair of left) count(this.exits, pair);
    }
    for (const [role, value] of Object.entries(node)) {
      if (role === "extra" || role === "errors" || role.endsWith("Comments")) continue;
      for (const child of [value].flat()) if (isNode(child)) this.#visit({ node: child, role }, path);
    }
  }
}

/** The pairs of a construct at an index of a path with all around it. */
function pairs(path: readonly Step[], index: number): string[] {
  const inner = path[index] === undefined ? [] : constructsOf(path[index].node);
  const outer = new Set(inner.length === 0 ? [] : path.slice(0, index).flatMap(({ node }) => constructsOf(node)));
  return inner.flatMap((one) => [...outer].map((other) => `${other} > ${one}`));
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
