/** Runs a traced program in all its forms, and says where they differ. */
import type { ClockChoice } from "@perline/format";
import { plan, printText, type Edit } from "@perline/transform";
import { deriveHits } from "../transform/derived-hits.js";
import { linesOfStack } from "../transform/oracle.js";
import { execute, programOptions } from "../transform/instrumented-program.js";
import { StubRuntime } from "../transform/stub-runtime.js";
import { Closings } from "./closings.js";
import { Trace, type TracedProgram } from "./tracers.js";
import { World } from "./world.js";

/** What is known of a program before it is judged. */
export interface Truth {
  effects: readonly string[];
  /** By line, for lines with tracers. */
  hits: Record<number, number>;
  throws: Record<number, number>;
}

/** How a program is instrumented. */
export interface JudgeOptions {
  clock: ClockChoice;
  /** Spoils the plan, to see whether it is noticed. */
  planned?: (edits: readonly Edit[]) => Edit[];
  /** Spoils the printed text. */
  printed?: (code: string) => string;
}

/** Where a frame may wait off the stack while V8 shows it: it delegates, or a source without probes makes its next item. */
const waiting = /yield\*|for await/;

/** Who throws into a generator and has no probes is not seen. */
const provoked = /provoke/;

/** No program calls deeper than that. */
const deepest = 5000;

/** Runs a text to the end of all that it caused. */
async function run(code: string, world: World, names: Record<string, unknown> = {}): Promise<void> {
  try {
    const result = execute(code, { ...world.names(), ...names });
    Promise.resolve(result).catch((failure: unknown) => world.effects.push(`ended with ${String(failure)}`));
  } catch (failure) {
    world.effects.push(`threw ${String(failure)}`);
  }
  await world.idle();
}

/** Runs a program bare and traced. */
export async function truthOf({ bare, traced, lineOf }: TracedProgram): Promise<Truth & { differences: string[] }> {
  const world = new World();
  await run(bare, world);
  const trace = new Trace(lineOf);
  const tracedWorld = new World();
  await run(traced, tracedWorld, trace.names);
  const differences = compare("effect under the tracers", tracedWorld.effects, world.effects);
  return { effects: world.effects, hits: trace.hits(), throws: trace.throws(), differences };
}

/** What an instrumented program does or counts otherwise than it should; nothing where all is well. */
export async function judge({ bare }: TracedProgram, truth: Truth, options: JudgeOptions): Promise<string[]> {
  const { clock, planned = (edits) => [...edits], printed = (code) => code } = options;
  const { edits, source, derived } = plan(bare, programOptions({ clock }));
  const code = printed(printText(bare, planned(edits), { filename: programOptions().filename, base: 1, clock }).code);
  const runtime = new StubRuntime();
  const { lines, probes } = source;
  const lineOf = (id: number): number => lines.line[probes[id - 1] ?? -1] ?? 0;
  const stacks: string[] = [];
  const texts = bare.split("\n");
  const isWaiting = (line: number): boolean => waiting.test(texts[line - 1] ?? "");
  const shown = (stack: readonly number[]): string => stack.filter((line) => !isWaiting(line)).join(" ");
  const world = new World(() => {
    // Where no time is measured there is no stack.
    if (clock === "none") return;
    const depth = runtime.stack[0] ?? 0;
    if (depth < 0 || depth > deepest) stacks.push(`depth ${depth}`);
    if (stacks.length > 0) return;
    const [shadow, stack] = [runtime.positions().map(lineOf), linesOfStack().split(" ").map(Number)];
    if (shown(shadow) === shown(stack) || new Closings(bare, isWaiting).explain(shadow, stack)) return;
    stacks.push(`running lines ${shown(shadow)}, not ${shown(stack)}`);
  });
  await run(code, world, runtime.bindings());
  const differences = [...compare("effect", world.effects, truth.effects), ...stacks];
  if (runtime.stack[0] !== 0) differences.push(`depth ${runtime.stack[0]} when idle`);
  const shift = (ids: readonly number[]): number[] => ids.map((id) => id + 1);
  deriveHits(runtime.hits, derived.map(({ probe, plus, minus }) => ({ probe: probe + 1, plus: shift(plus), minus: shift(minus) })));
  const hits = new Map<number, number>();
  probes.forEach((row, probe) => {
    const line = lineOf(probe + 1);
    if (lines.countable[row] === 1) hits.set(line, Math.max(hits.get(line) ?? 0, runtime.hits[probe + 1] ?? 0));
  });
  differences.push(...compareCounts("hits", hits, truth.hits));
  const throws = new Map<number, number>();
  // Position 0 is a generator's that was ended from outside.
  for (const [id, count] of runtime.throws) if (id > 0) throws.set(lineOf(id), (throws.get(lineOf(id)) ?? 0) + count);
  if (clock !== "none" && !provoked.test(bare)) differences.push(...compareThrows(throws, truth.throws, new Closings(bare, isWaiting)));
  return differences;
}

/** Where counts by line differ; a line that is missing has 0. */
function compareCounts(what: string, seen: ReadonlyMap<number, number>, expected: Readonly<Record<number, number>>): string[] {
  const lines = new Set([...seen.keys(), ...Object.keys(expected).map(Number)]);
  return [...lines]
    .filter((line) => (seen.get(line) ?? 0) !== (expected[line] ?? 0))
    .map((line) => `line ${line}: ${seen.get(line) ?? 0} ${what}, not ${expected[line] ?? 0}`);
}

/** The same of throws; those that may go uncounted are left out. */
function compareThrows(seen: ReadonlyMap<number, number>, expected: Readonly<Record<number, number>>, closings: Closings): string[] {
  const told = Object.entries(expected)
    .map(([line, count]): [number, number] => [Number(line), count])
    .map(([line, count]): [number, number] => [line, closings.mayLoseThrow(line) ? Math.min(count, seen.get(line) ?? 0) : count]);
  return compareCounts("throws", seen, Object.fromEntries(told));
}

function compare(what: string, seen: readonly string[], expected: readonly string[]): string[] {
  const at = expected.findIndex((effect, index) => effect !== seen[index]);
  if (at < 0 && seen.length === expected.length) return [];
  const index = at < 0 ? expected.length : at;
  return [`${what} ${index}: ${seen[index] ?? "none"}, not ${expected[index] ?? "none"}`];
}
