/**
 * Naive rewrites: for each rule that keeps a program unaware, what a tool without the rule would do. A case that stands for the rule
 * must fail under it; the first slip that is enough by itself is the exact probe that breaks the case.
 */
import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import type { DerivedProbe } from "@perline/format";
import { instrument, plan, printText, type Edit, type Instrumented, type InstrumentOptions } from "@perline/transform";
import { LineIndex } from "../../packages/transform/dist/1-parse/lines.js";
import { withoutMarked } from "../../packages/runtime/dist/function-text.js";
import { close, open } from "../../packages/runtime/dist/probes.js";
import { deriveHits } from "../transform/derived-hits.js";
import { StubRuntime } from "../transform/stub-runtime.js";
import { compiledDown } from "./builds.js";
import type { Case, CaseFile } from "./case.js";
import { judge, runBare } from "./judge.js";
import { filenameOf, loweringsOf, syntaxOf } from "./lowerings.js";
import { measured, withNames, type Measurement } from "./measured.js";
import { expressionRewrites } from "./naive-expressions.js";
import { planRewrites } from "./naive-plans.js";
import { NaiveSource, rewritten, type NaiveRewrite, type Slip, type Spelling } from "./naive-source.js";
import { statementRewrites } from "./naive-statements.js";
import type { Printer } from "./printers.js";

/** Every naive rewrite, by the name cases call it. */
export const naiveRewrites: Readonly<Record<string, NaiveRewrite>> = { ...statementRewrites, ...expressionRewrites, ...planRewrites };

/** How a case fails under a naive rewrite. */
export interface Breakage {
  /** What differs; empty where the case passes, and so does not stand for the rule. */
  findings: string;
  /** Where the probe stands that is enough, and its line as it reads then; null where it takes several. */
  probe: { place: string; line: string } | null;
}

/** Runs a case under one naive rewrite. Throws where there is no rewrite of that name. */
export async function breakage(one: Case, name: string): Promise<Breakage> {
  const rewrite = naiveRewrites[name];
  if (rewrite === undefined) throw new Error(`${one.name} names a naive rewrite that does not exist: ${name}.`);
  if ("slips" in rewrite) return slipping(one, (source) => rewrite.slips(source));
  if ("change" in rewrite) return changing(one, (edit) => rewrite.change(edit));
  if ("pieces" in rewrite) return respelling(one, rewrite);
  if ("lowersFirst" in rewrite) return lowering(one);
  return showing(one);
}

/** Rewrites of the text: everywhere at first, then one slip after another until one is enough. */
async function slipping(one: Case, slipsOf: (source: NaiveSource) => readonly Slip[]): Promise<Breakage> {
  const sources = one.files.map((file) => {
    const source = new NaiveSource(file.text, { filename: filenameOf(one, file), goal: syntaxOf(file) });
    return { file, slips: slipsOf(source).filter((slip) => slip.length > 0) };
  });
  const findings = await differences(one, new Map(sources.map(({ file, slips }) => [file.name, rewritten(file.text, slips)])));
  if (findings === "") return { findings, probe: null };
  for (const { file, slips } of sources) {
    for (const slip of slips) {
      const text = rewritten(file.text, [slip]);
      if (await differences(one, new Map([[file.name, text]])) !== "") return { findings, probe: probeOf(file, slip[0]?.start ?? 0, text) };
    }
  }
  return { findings, probe: null };
}

/** Reversed rules of the planner: every edit at first, then one after another. */
async function changing(one: Case, change: (edit: Edit) => Edit | null): Promise<Breakage> {
  const findings = await judge(one, { through: [replanning(change)], measurement: new Stub() });
  if (findings === "") return { findings, probe: null };
  const { text } = one.entry;
  const { edits } = plan(text, optionsFor(one));
  for (const [index, edit] of edits.entries()) {
    if (JSON.stringify(change(edit)) === JSON.stringify(edit)) continue;
    const printer = replanning((each, at) => (at === index ? change(each) : each));
    const alone = await judge(one, { through: [printer], measurement: new Stub() });
    if (alone !== "") return { findings, probe: probeOf(one.entry, edit.start, text) };
  }
  return { findings, probe: null };
}

/** Another spelling in what is printed: of every piece at first, then of those at one place of the text after another. */
async function respelling(one: Case, spelling: Spelling): Promise<Breakage> {
  const findings = await judge(one, { through: [respelled(spelling)], measurement: new Stub() });
  if (findings === "") return { findings, probe: null };
  const { entry } = one;
  for (const at of new Set(spelled(instrument(entry.text, optionsFor(one)).code, spelling).map((piece) => piece.at))) {
    const alone = await judge(one, { through: [respelled(spelling, at)], measurement: new Stub() });
    if (alone !== "") return { findings, probe: probeOf(entry, at, entry.text) };
  }
  return { findings, probe: null };
}

/** What a compiler has made of the text, on the lines of that: an activation there is not the program's. */
async function lowering(one: Case): Promise<Breakage> {
  const findings = await judge(one, { through: [late], measurement: new Stub() });
  const { entry } = one;
  const first = plan(entry.text, optionsFor(one)).edits.find(({ kind }) => kind === "suspend");
  return { findings, probe: findings === "" || first === undefined ? null : probeOf(entry, first.start, entry.text) };
}

/** Instruments what a compiler has made. */
const late: Printer = {
  name: "late", keepsFunctionText: false, exceptions: {},
  print(text, options) {
    const { outputText, sourceMapText = "" } = compiledDown(text);
    const originals = { mappings: decodedMappings(new TraceMap(sourceMapText)), files: [{ path: options.path, text }] };
    return instrument(outputText, { ...options, originals });
  },
};

/** The text of functions as it runs: of all at first, then with one edit after another of those that can stand alone. */
async function showing(one: Case): Promise<Breakage> {
  const findings = await judge(one, { restoresText: false });
  if (findings === "") return { findings, probe: null };
  const { entry } = one;
  const { filename, base = 1, clock } = optionsFor(one);
  for (const edit of plan(entry.text, optionsFor(one)).edits) {
    if (edit.kind !== "frame" && edit.kind !== "field") continue;
    const { code } = printText(entry.text, [{ ...edit, depth: 0 }], { filename, base, clock });
    if (await differences(one, new Map([[entry.name, code]])) !== "") return { findings, probe: probeOf(entry, edit.start, entry.text) };
  }
  return { findings, probe: null };
}

/** How a case's entry is instrumented. */
function optionsFor(one: Case): InstrumentOptions {
  const { entry } = one;
  return { filename: filenameOf(one, entry), path: entry.name, goal: syntaxOf(entry), select: "all", keepText: false, clock: "sampled", base: 1 };
}

/** What differs when files of a case run with another text, and without anything measured. */
async function differences(one: Case, texts: ReadonlyMap<string, string>): Promise<string> {
  const files = one.files.map((file) => ({ ...file, text: texts.get(file.name) ?? file.text }));
  const changed = { ...one, files };
  for (const lowering of loweringsOf(one)) {
    const bare = await runBare(one, lowering);
    measured.reset();
    try {
      const naive = await runBare(changed, lowering, withHelpers);
      if (naive.output !== bare.output) return naive.output;
      if (naive.texts.join() !== bare.texts.join()) return naive.texts.join("\n");
      if (measured.positions().length > 0) return "a frame was left";
    } catch (failure) {
      return String(failure);
    } finally {
      measured.reset();
    }
  }
  return "";
}

function probeOf({ name, text }: CaseFile, at: number, shown: string): { place: string; line: string } {
  const lines = new LineIndex(text);
  const line = lines.at(at);
  return { place: `${name}:${line}:${lines.column(at)}`, line: shown.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? "" };
}

/** Where pieces stand in printed code, and at which offset of the text without it. */
function spelled(code: string, { pieces }: Spelling): { start: number; end: number; at: number }[] {
  const places: { start: number; end: number; at: number }[] = [];
  for (const piece of pieces) {
    for (let start = code.indexOf(piece); start >= 0; start = code.indexOf(piece, start + 1)) {
      places.push({ start, end: start + piece.length, at: withoutMarked(code.slice(0, start)).length });
    }
  }
  return places;
}

/** Spells pieces otherwise: all, or those at one offset of the text. */
function respelled(spelling: Spelling, only?: number): Printer {
  return {
    name: "respelled", keepsFunctionText: false, exceptions: {},
    print(text, options) {
      const instrumented = instrument(text, options);
      const chosen = spelled(instrumented.code, spelling).filter(({ at }) => only === undefined || at === only);
      return { ...instrumented, code: rewritten(instrumented.code, [chosen.map((place) => ({ ...place, text: spelling.by }))]) };
    },
  };
}

function replanning(change: (edit: Edit, index: number) => Edit | null): Printer {
  return {
    name: "replanned", keepsFunctionText: false, exceptions: {},
    print(text, options) {
      const instrumented = instrument(text, options);
      const edits = plan(text, options).edits
        .map((edit, index) => change(edit, index) ?? { dropped: true as const, depth: edit.depth });
      const { filename, base = 1, clock } = options;
      return { ...instrumented, code: printText(text, withoutGaps(edits), { filename, base, clock }).code };
    },
  };
}

/** The edits that are left, with depths that count only those. */
function withoutGaps(edits: readonly (Edit | { dropped: true; depth: number })[]): Edit[] {
  const kept: Edit[] = [];
  const around: { depth: number; kept: boolean }[] = [];
  for (const edit of edits) {
    while ((around.at(-1)?.depth ?? -1) >= edit.depth) around.pop();
    const depthNow = around.filter((each) => each.kept).length;
    if (!("dropped" in edit)) kept.push({ ...edit, depth: depthNow });
    around.push({ depth: edit.depth, kept: !("dropped" in edit) });
  }
  return kept;
}

/** What naive rewrites call. Each is as harmless as its author could make it. */
const helpers: Record<string, unknown> = {
  $s: () => undefined,
  $e: (_probe: number, value: unknown) => value,
  $w: (fn: (...given: unknown[]) => unknown) => function (this: unknown, ...given: unknown[]): unknown {
    return Reflect.apply(fn, this, given);
  },
  $n: (name: string, value: object) => Object.defineProperty(value, "name", { value: name, configurable: true }),
  $strings: (strings: string[]) => Object.assign(strings, { raw: strings }),
  $all: (values: Iterable<unknown>) => {
    Array.from(values);
    return values;
  },
  $size: (value: { length?: unknown } | null | undefined) => (Array.isArray(value) || value?.length === 0 ? value : value),
  $text: (value: unknown) => {
    String(value);
    return value;
  },
  $isPromise: (value: { then?: unknown } | null | undefined) => (typeof value?.then === "function" ? value : value),
  $attach: (value: PromiseLike<unknown> | null | undefined) => {
    value?.then(() => undefined, () => undefined);
    return value;
  },
  $later: (value: unknown) => Promise.resolve(value).then((given) => given),
  $enter: open,
  $leave: close,
};

function withHelpers<T>(target: object, action: () => Promise<T>): Promise<T> {
  return withNames(target, { ...helpers, ...measured.bindings("sampled") }, action);
}

/** The stub runtime: what a reversed rule makes of the real one's state can keep that busy for minutes. */
class Stub implements Measurement {
  private readonly runtime = new StubRuntime();
  private readonly derived: DerivedProbe[] = [];
  private base = 1;

  bindings(): Record<string, unknown> {
    return this.runtime.bindings();
  }

  nextBase(): number {
    return this.base;
  }

  register(base: number, { probeCount, derived }: Instrumented): void {
    this.base = base + probeCount;
    this.derived.push(...derived);
  }

  positions(): number[] {
    const depth = this.runtime.stack[0] ?? 0;
    return depth >= 0 && depth < 1000 ? this.runtime.positions() : [0];
  }

  /** Only between runs: what was bound goes on with what it has. */
  reset(): void {
    this.runtime.stack.length = 0;
    this.runtime.stack.push(0);
  }

  hits(id: number): number {
    deriveHits(this.runtime.hits, this.derived);
    return this.runtime.hits[id] ?? 0;
  }

  pending(id: number): number {
    return this.runtime.pending.get(id) ?? 0;
  }
}
