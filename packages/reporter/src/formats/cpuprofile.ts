/**
 * The CPU profile of V8's inspector, as Chrome DevTools and VS Code read it. A node is a function; its lines are position ticks, and a
 * tick is a microsecond.
 *
 * There is a sample for each node that has time of its own, and the time until the next one is the node's. Times are rounded where
 * they are summed up, so that no error grows. What no line was charged with is `(program)` and `(idle)`, which viewers know.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { type Frame, FrameTable, type Paths, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { jsonArray, jsonHead, pieces } from "./pieces.js";
import { programOf, remarksOf, writerOf } from "./remarks.js";

/** A function by its callers. */
interface FunctionNode {
  id: number;
  frame: Frame;
  children: number[];
  /** By 1-based line, in ns. */
  lines: Map<number, number>;
}

/** What V8 calls what is no function of the program. */
const v8Names: Readonly<Record<string, string>> = { "[outside]": "(program)", "[self]": "(program)", "[idle]": "(idle)" };

const noFunction = { source: -1, function: -1, path: "", line: 0, functionLine: 0, functionColumn: 0 };

/** The functions of the call paths of lines, the root first. */
function functionNodes(profile: Profile, paths: Paths): FunctionNode[] {
  const table = new FrameTable(profile.sources);
  const root: FunctionNode = { id: 1, frame: { ...noFunction, name: "(root)" }, children: [], lines: new Map() };
  const all = [root];
  const known = new Map<string, FunctionNode>();
  const ofStack: FunctionNode[] = [];
  for (const { parent, frame: index, selfNs } of stackNodes(profile, paths, table)) {
    const above = ofStack[parent] ?? root;
    const frame = table.frames[index] ?? root.frame;
    const name = v8Names[frame.name] ?? "";
    const key = `${above.id}:${frame.source}:${frame.function}:${frame.source < 0 ? name : ""}`;
    const node = known.get(key) ?? {
      id: all.length + 1, frame: frame.source < 0 ? { ...frame, name } : frame, children: [], lines: new Map<number, number>(),
    };
    if (!known.has(key)) {
      known.set(key, node);
      all.push(node);
      above.children.push(node.id);
    }
    node.lines.set(frame.line, (node.lines.get(frame.line) ?? 0) + selfNs);
    ofStack.push(node);
  }
  return all;
}

/** Whole microseconds of nanoseconds that are summed up: the sum of what it gives is the rounded sum. */
function roundedSum(): (ns: number) => number {
  let exact = 0;
  let given = 0;
  return (ns) => {
    exact += ns;
    const due = Math.round(exact / 1000) - given;
    given += due;
    return due;
  };
}

/** A node with its ticks, in the order of its lines. */
interface Ticked {
  node: FunctionNode;
  ticks: { line: number; ticks: number }[];
  sum: number;
}

function ticked(nodes: readonly FunctionNode[]): Ticked[] {
  const microseconds = roundedSum();
  return nodes.map((node) => {
    const lines = [...node.lines].sort(([a], [b]) => a - b);
    const ticks = lines.map(([line, ns]) => ({ line, ticks: microseconds(ns) })).filter(({ ticks }) => ticks > 0);
    return { node, ticks, sum: ticks.reduce((sum, { ticks }) => sum + ticks, 0) };
  });
}

function* nodeTexts(nodes: readonly Ticked[], root: string): Generator<object> {
  for (const { node: { id, frame, children }, ticks, sum } of nodes) {
    const isFunction = frame.source >= 0;
    yield {
      id,
      callFrame: {
        functionName: visible(frame.name), scriptId: isFunction ? String(frame.source + 1) : "0",
        url: isFunction ? pathToFileURL(join(root, frame.path)).href : "",
        lineNumber: frame.functionLine - 1, columnNumber: isFunction ? frame.functionColumn : -1,
      },
      hitCount: sum, children, ...isFunction && ticks.length > 0 ? { positionTicks: ticks } : {},
    };
  }
}

function* texts({ profile, paths, hidden }: Chosen): Generator<string> {
  const nodes = ticked(functionNodes(profile, paths));
  // Viewers take a sample of `(program)` for a part of what ran before it: here nothing does.
  const own = nodes.filter(({ sum }) => sum > 0).sort((a, b) => Number(a.node.frame.source >= 0) - Number(b.node.frame.source >= 0));
  const startTime = Date.parse(profile.startedAt) * 1000;
  const endTime = own.reduce((time, { sum }) => time + sum, startTime);
  const head = {
    perline: {
      writer: writerOf(profile), program: programOf(profile), remarks: remarksOf(profile, { loses: cpuprofile.loses, hidden }),
    },
    startTime, endTime,
  };
  yield jsonHead(head, "nodes");
  yield* jsonArray(nodeTexts(nodes, profile.root));
  // A sample holds until the next one: the last one is the root's, and ends the profile.
  yield ",\"samples\":";
  yield* jsonArray([...own.map(({ node }) => node.id), 1]);
  yield ",\"timeDeltas\":";
  yield* jsonArray([0, ...own.map(({ sum }) => sum)]);
  yield "}\n";
}

function* exportCpuProfile(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(texts(chosen(whole, asked)));
}

/** `--format cpuprofile`. */
export const cpuprofile: Format = {
  id: "cpuprofile",
  title: "time by call path and line, as V8's CPU profiles have it, for Chrome DevTools and VS Code",
  extension: "cpuprofile",
  binary: false,
  loses: ["hits, await and memory", "calls", "nanoseconds", "lines that call", "source text", "figures of each thread apart", "order in time"],
  takes: ["physical", "function", "file"],
  export: exportCpuProfile,
};
