/**
 * Programs whose time is under control: it passes where the program says `spend(ns)`, and while everything waits for a timer.
 * They run on the real probes of either clock, and are seen by the clock's real observer; what comes out is exact.
 *
 * A case is a report: each line of the program behind its figures, as they shall be.
 */
import { EventEmitter } from "node:events";
import * as stream from "node:stream";
import { compileFunction, constants } from "node:vm";
import ts from "typescript";
import { abi } from "@perline/format";
import { instrument } from "@perline/transform";
import { setClock } from "../../packages/runtime/dist/clock.js";
import * as exact from "../../packages/runtime/dist/exact.js";
import { name } from "../../packages/runtime/dist/naming.js";
import { exactMemory } from "../../packages/runtime/dist/own-exact-memory.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import * as sampled from "../../packages/runtime/dist/probes.js";
import { ExactObserver } from "../../packages/runtime/dist/sampler/exact-observer.js";
import type { Observer } from "../../packages/runtime/dist/sampler/observer.js";
import { SampledObserver } from "../../packages/runtime/dist/sampler/sampled-observer.js";
import { sources } from "../process-sources.js";
import { deriveHits } from "../transform/derived-hits.js";
import { programOptions } from "../transform/instrumented-program.js";

/** Time passes in steps of this, ns; the sampler looks in the middle of each, so that a look stands for exactly one. */
const step = 10;

let time = 0;

type Clock = "sampled" | "exact";

/** Time that passes, and who looks on. */
class Passage {
  readonly #timers: { at: number; run: () => void }[] = [];

  constructor(private readonly observer: Observer) {}

  /** What a program may name. */
  readonly names = {
    EventEmitter, stream,
    spend: (ns: number): void => this.spend(ns),
    after: (ns: number, run: () => void): void => void this.#timers.push({ at: time + ns, run }),
    mark: (): void => void this.observer.mark(time),
    wait: (ns: number): Promise<void> => new Promise((done) => this.#timers.push({ at: time + ns, run: done })),
  };

  /** The program, or nobody, takes that long. */
  spend(ns: number): void {
    for (let end = time + ns; time < end; time += step) this.observer.look(time + step / 2);
  }

  /** An event loop: until there is nothing left to wait for, and the program has settled. */
  async loop(settled: () => boolean): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
      this.#timers.sort((a, b) => a.at - b.at);
      const next = this.#timers.shift();
      if (next === undefined && settled()) return;
      if (next === undefined) continue;
      this.spend(Math.max(0, next.at - time));
      next.run();
    }
  }
}

/** Code as every Node takes it: `using` is lowered. */
function lowered(code: string): string {
  if (!/\busing\b/.test(code)) return code;
  return ts.transpileModule(code, { fileName: "program.js", compilerOptions: { target: ts.ScriptTarget.ES2022, allowJs: true } }).outputText;
}

/** Code as the body of a function, or of an async one. */
function compile(code: string, { names, goal }: { names: Record<string, unknown>; goal: "commonjs" | "module" }): () => unknown {
  const text = goal === "module" ? `return (async () => {${lowered(code)}\n})();` : lowered(code);
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const body = compileFunction(text, Object.keys(names), { importModuleDynamically }) as (...values: unknown[]) => unknown;
  return () => body(...Object.values(names));
}

/** How a case is run. */
export interface ReportOptions {
  clock: Clock;
  /** Names of the program's beside those it always has. */
  names?: Record<string, unknown>;
  /** Frames that are on the shadow stack before the program starts; they have no line. */
  depth?: number;
  /** Is told the largest depth that the observer saw beyond the end of the shadow stack; 0 where there was none. */
  overflow?: (depth: number) => void;
  /** Is told of each mark of the program what lines had of their own by then, by line. */
  marks?: (selfNs: Record<number, number>[]) => void;
}

/** The figures of a case, laid out as the case is. */
export async function report(text: string, options: ReportOptions): Promise<string> {
  const { clock, depth = 0 } = options;
  const goal = /^await/m.test(text) ? "module" : "commonjs";
  const base = sources.probeCount;
  const { code, source, derived } = instrument(text, { ...programOptions({ clock, goal, base }) });
  sources.add({ base, record: source, derived });
  // A text that ran before, under the other clock, is one source with it.
  const { firstLine } = sources.all.find(({ bases }) => bases.includes(base))!;
  setClock(() => time);
  exact.beginExact();
  const observer: Observer = clock === "sampled"
    ? new SampledObserver(memory, sources, { start: time, callTreeLimit: 10_000 })
    : new ExactObserver({ thread: memory, exact: exactMemory }, sources, time);
  const passage = new Passage(observer);
  const { awaitNs, hits, pending, stack, throws } = memory;
  const probes: Record<string, unknown> = { stack, hits, name, ...sampled, ...(clock === "exact" ? exact : {}) };
  const bindings = Object.fromEntries(
    Object.entries(abi).filter(([key]) => key in probes).map(([key, value]) => [value, probes[key]]),
  );
  stack[0] = depth;
  const failures: unknown[] = [];
  let settled = false;
  const result = compile(code, { names: { ...bindings, ...passage.names, ...options.names }, goal })();
  Promise.resolve(result).catch((failure: unknown) => failures.push(failure)).finally(() => (settled = true));
  await passage.loop(() => settled);
  if (failures.length > 0) throw failures[0];
  if (stack[0] !== depth) throw new Error(`the shadow stack holds ${stack[0]} frames when the program is idle`);
  stack[0] = 0;
  options.overflow?.(observer.overflowDepth);
  observer.close(time);
  const figures = observer.figures(time)!;
  options.marks?.(figures.tree.marked.map((marked) => {
    const selfNs: Record<number, number> = {};
    for (const [row, ns] of marked.selfNs.entries()) {
      const line = source.lines.line[figures.tree.line[row]! - firstLine];
      if (ns > 0 && line !== undefined) selfNs[line] = (selfNs[line] ?? 0) + ns;
    }
    return selfNs;
  }));
  deriveHits(hits, derived);
  const sum = (column: Float64Array | Int32Array, row: number): number =>
    source.probes.reduce((all, each, probe) => (each === row ? all + column[base + probe]! : all), 0);
  const most = (row: number): number =>
    source.probes.reduce((all, each, probe) => (each === row ? Math.max(all, hits[base + probe]!) : all), 0);
  const rows = new Map<number, number[]>();
  source.lines.line.forEach((line, row) => {
    const index = firstLine + row;
    const waited = sum(awaitNs, row) + sum(pending, row) * time;
    const more = [figures.totalNs[index] ?? 0, figures.selfNs[index] ?? 0, waited, sum(throws, row)];
    const before = rows.get(line) ?? [0, 0, 0, 0, 0];
    rows.set(line, [Math.max(before[0]!, most(row)), ...more.map((figure, column) => before[column + 1]! + figure)]);
  });
  return layOut(text.split("\n").map((content, index) => ({ figures: rows.get(index + 1) ?? [], content })), figures.emptyNs);
}

/** A case as its program and its figures, both as text; a figure `n` is the one given. */
export function readCase(text: string, n = 0): { program: string; expected: string } {
  const lines = text.split("\n").filter((line) => line.includes("│"));
  const named = new Map([["n", n], ["n-1", n - 1]]);
  const rows = lines.slice(1).map((line) => {
    const [left = "", content = ""] = line.split("│");
    const figures = left.trim() === "" ? [] : left.trim().split(/\s+/).map((figure) => named.get(figure) ?? Number(figure));
    return { figures, content: content.slice(1).trimEnd() };
  });
  const outside = rows.pop()?.figures[0] ?? 0;
  return { program: rows.map(({ content }) => content).join("\n"), expected: layOut(rows, outside) };
}

function layOut(rows: readonly { figures: readonly number[]; content: string }[], outside: number): string {
  const line = (figures: readonly (number | string)[], content: string): string =>
    `${[0, 1, 2, 3, 4].map((column) => String(figures[column] ?? "").padStart(7)).join("")} │ ${content}`;
  // As in a report: what is zero beyond a line's own time is left blank.
  const told = (figures: readonly number[]): (number | string)[] =>
    figures.every((figure) => figure === 0) ? [] : [0, 1, 2, 3, 4].map((column) => figures[column] || (column < 3 ? 0 : ""));
  const all = rows.map(({ figures, content }) => line(told(figures), content));
  return [line(["hits", "total", "self", "await", "throws"], ""), ...all, line([outside], "outside and idle")].join("\n");
}
