/** The parts of Chrome DevTools that read CPU profiles and traces. Times are whole microseconds there: of each node, rounded. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import type { ByLine, Subject } from "./subjects.js";

/** A node of a CPU profile as DevTools has it. */
interface CpuNode {
  functionName: string;
  /** Of its functions; empty for what is none. */
  url: string;
  /** In ms. */
  self: number;
  /** In µs. */
  positionTicks?: { line: number; ticks: number }[];
  children: CpuNode[];
}

/** What it makes of a file of V8's inspector. */
export type DataModel = new (file: unknown) => { totalHitCount: number; profileHead: CpuNode };

/** A call of a trace as DevTools has it. */
interface TraceNode {
  entry: { name: string; args?: { file?: string; line?: number } };
  /** In µs. */
  selfTime?: number;
  children: TraceNode[];
}

/** A process of a trace. */
interface TraceProcess {
  threads: Map<number, { tree?: { roots: Set<TraceNode> } }>;
}

/** What it makes of the events of a trace. */
interface TraceModule {
  TraceModel: {
    Model: {
      createWithAllHandlers(): {
        parse(events: readonly unknown[]): Promise<void>;
        parsedTrace(): { data: { Renderer: { processes: Map<number, TraceProcess> } } } | null;
      };
    };
  };
}

// Its types want those of browsers.
const engine = (file: string): string => pathToFileURL(createRequire(__filename).resolve(`@paulirish/trace_engine/models/${file}`)).href;

/** DevTools' own reader of CPU profiles. */
export async function dataModel(): Promise<DataModel> {
  return (await import(engine("cpu_profile/CPUProfileDataModel.js")) as { CPUProfileDataModel: DataModel }).CPUProfileDataModel;
}

/** A time that was added up of so many rounded ones. */
export interface Rounded {
  us: number;
  parts: number;
}

/** By function and line, or by the name of what is no line. */
export type RoundedByLine = Map<string, Rounded>;

function add(sums: RoundedByLine, key: string, us: number): void {
  const { us: sum, parts } = sums.get(key) ?? { us: 0, parts: 0 };
  sums.set(key, { us: sum + us, parts: parts + 1 });
}

/** Self time by line of a CPU profile. */
export async function cpuProfileLines({ profile: { root } }: Subject, file: string): Promise<RoundedByLine> {
  const sums: RoundedByLine = new Map();
  const visit = ({ functionName, url, self, positionTicks = [], children }: CpuNode): void => {
    if (url === "" && self > 0) add(sums, functionName, Math.round(self * 1000));
    for (const { line, ticks } of positionTicks) add(sums, `${functionName} ${relative(root, fileURLToPath(url))}:${line}`, ticks);
    if (url !== "") expect(Math.round(self * 1000)).to.equal(positionTicks.reduce((sum, { ticks }) => sum + ticks, 0));
    for (const child of children) visit(child);
  };
  visit(new (await dataModel())(JSON.parse(readFileSync(file, "utf8"))).profileHead);
  return sums;
}

/** Self time by line of a trace: what DevTools finds by how its calls lie within each other. */
export async function traceLines(file: string): Promise<RoundedByLine> {
  const { TraceModel: { Model } } = await import(engine("trace/trace.js")) as TraceModule;
  const model = Model.createWithAllHandlers();
  await model.parse((JSON.parse(readFileSync(file, "utf8")) as { traceEvents: unknown[] }).traceEvents);
  const sums: RoundedByLine = new Map();
  const visit = ({ entry: { name, args }, selfTime = 0, children }: TraceNode): void => {
    add(sums, args?.file === undefined ? name : `${name} ${args.file}:${args.line}`, selfTime);
    for (const child of children) visit(child);
  };
  for (const { threads } of model.parsedTrace()?.data.Renderer.processes.values() ?? []) {
    for (const { tree } of threads.values()) for (const node of tree?.roots ?? []) visit(node);
  }
  return sums;
}

/** That times are ours, as far as rounding leaves them: each part is off by a microsecond at most. What is left over gives `rest`. */
export function expectRounded(found: RoundedByLine, own: ByLine, rest: ByLine): void {
  const expected = { ...own, ...rest };
  for (const [place, ns] of Object.entries(expected)) {
    const { us, parts } = found.get(place) ?? { us: 0, parts: 1 };
    expect(us, place).to.be.closeTo(ns / 1000, parts);
  }
  for (const [place, { us }] of found) if (us > 0) expect(Object.keys(expected)).to.include(place);
}
