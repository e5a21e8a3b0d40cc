/** What V8's own profiler says of a program, told as perline tells it. Pure. */
import { median } from "./statistics.js";

/** The parts of a `.cpuprofile` that are read. Lines and columns are 0-based. */
export interface CpuProfile {
  nodes: Node[];
  /** By sample: its node. */
  samples: number[];
  /** By sample: microseconds since the one before. */
  timeDeltas: number[];
}

interface Node {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  children?: number[];
}

/**
 * What both profilers call a function: the last word of its name, its 1-based line where it has none; a constructor by its class.
 * Functions of one name are one: V8 leaves out what perline puts before it.
 */
export function plainName(name: string, line: number): string {
  if (name === "" || name === "<anonymous>") return `<anonymous> at ${line}`;
  return name.replace(/\.constructor$/, "").split(/[. ]/).at(-1) ?? name;
}

function nameOf({ callFrame: { functionName, lineNumber, columnNumber } }: Node): string {
  const isModule = functionName === "" && lineNumber === 0 && columnNumber === 0;
  return isModule ? "<module>" : plainName(functionName, lineNumber + 1);
}

/**
 * Microseconds by name, over the functions of the files whose URL contains `files`. Built-ins and other files belong to the
 * function that called them; collections of garbage, of which V8 does not know who caused them, to none.
 */
export function selfMicroseconds({ nodes, samples, timeDeltas }: CpuProfile, files: string): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, string>();
  const waiting: { node: Node | undefined; caller: string | null }[] = [{ node: nodes[0], caller: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, caller } = next;
    if (node === undefined) continue;
    const owner = node.callFrame.url.includes(files) ? nameOf(node) : caller;
    if (owner !== null) owners.set(node.id, owner);
    for (const id of node.children ?? []) waiting.push({ node: byId.get(id), caller: owner });
  }
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const owner = owners.get(id);
    if (owner !== undefined) times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[index] ?? 0));
  });
  return times;
}

/**
 * The median share that each function has of the time of a run, over runs of one program. A pause (a collection of garbage, a file
 * that was not in memory) falls upon another function in each run, and is in few medians.
 */
export function usualShares(runs: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const wholes = runs.map((times) => [...times.values()].reduce((sum, time) => sum + time, 0));
  const names = new Set(runs.flatMap((times) => [...times.keys()]));
  return new Map([...names].map((name) => [name, median(runs.map((times, run) => (times.get(name) ?? 0) / (wholes[run] ?? NaN)))]));
}

/** The names with most time, most first. */
export function largest(times: ReadonlyMap<string, number>, count: number): string[] {
  return [...times].sort(([, a], [, b]) => b - a).slice(0, count).map(([name]) => name);
}
