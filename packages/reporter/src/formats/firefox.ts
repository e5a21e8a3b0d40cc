/**
 * The processed profile of the Firefox Profiler, in the version that its front end has today; older ones it brings up to date itself.
 *
 * Tables are shared by all threads: sources with their text, functions, frames (a line of a function), stacks (a path of frames, by
 * the distance to the path without its last one). A thread has a sample for each path, which weighs its own time. Bytes are the
 * front end's table of allocations, a row for each line.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { type ThreadPart, threadsApart } from "../threads.js";
import { linesOf, type PlacedLine } from "../views/measures.js";
import { summarise } from "../views/summary.js";
import { FrameTable, type Paths, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { jsonArray, jsonHead, pieces } from "./pieces.js";
import { programOf, remarksOf, writerOf } from "./remarks.js";

/** The version of the processed profile, and of the raw one that it would come from. */
const processedVersion = 70;
const rawVersion = 36;

/** What frames are: lines of functions, and by their names what is no line. The front end wants a grey one. */
const categories = [
  { name: "JavaScript", color: "yellow", subcategories: ["Other"] },
  { name: "Outside", color: "grey", subcategories: ["Other"] },
  { name: "Idle", color: "transparent", subcategories: ["Other"] },
];
const categoryOf = ({ source, name }: { source: number; name: string }): number => (source >= 0 ? 0 : name === "[idle]" ? 2 : 1);

const milliseconds = (ns: number): number => ns / 1e6;

/** Texts, each once: everywhere else stands their index. */
class Strings {
  readonly all: string[] = [];
  private readonly indices = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.indices.get(text) ?? this.all.push(visible(text)) - 1;
    this.indices.set(text, known);
    return known;
  }
}

/** What the threads have in common, as it grows. */
interface Shared {
  strings: Strings;
  table: FrameTable;
  /** Of each stack its last frame, and how far behind it the stack without that frame is; 0: there is none. */
  stacks: { frame: number[]; prefixOffset: number[] };
}

/** A stack of one frame. */
function stackOf(frame: number, { stacks }: Shared): number {
  stacks.prefixOffset.push(0);
  return stacks.frame.push(frame) - 1;
}

/** Bytes by line, as the front end has objects that were created; nothing where none are known. */
function allocationsOf({ part, paths, shared }: { part: Profile; paths: Paths; shared: Shared }): object {
  const isWanted = ({ source, row }: PlacedLine): boolean => paths.through?.(source, row.function) !== false;
  const made = linesOf(part).filter((line) => isWanted(line) && (line.row.memory?.bytes ?? 0) > 0);
  if (made.length === 0) return {};
  const all = <Value>(value: Value): Value[] => made.map(() => value);
  return {
    jsAllocations: {
      time: all(0), className: all("Object"), typeName: all("JSObject"), coarseType: all("Object"), inNursery: all(true),
      weight: made.map(({ row }) => row.memory?.bytes ?? 0), weightType: "bytes",
      stack: made.map(({ source, row }) => stackOf(shared.table.ofLine({ source, function: row.function, line: row.line }), shared)),
      length: made.length,
    },
  };
}

function threadOf({ process, thread, part }: ThreadPart, paths: Paths, shared: Shared): object {
  const { stacks, table } = shared;
  const samples = { stack: [] as number[], time: [] as number[], weight: [] as number[], weightType: "tracing-ms", length: 0 };
  let time = 0;
  for (const [index, { parent, frame, selfNs }] of stackNodes(part, paths, table).entries()) {
    stacks.prefixOffset.push(parent < 0 ? 0 : index - parent);
    const stack = stacks.frame.push(frame) - 1;
    if (selfNs === 0) continue;
    samples.length = samples.stack.push(stack);
    samples.time.push(milliseconds(time));
    samples.weight.push(milliseconds(selfNs));
    time += selfNs;
  }
  const allocations = allocationsOf({ part, paths, shared });
  return {
    processType: "default", processName: visible(process.argv.slice(1).join(" ")), processStartupTime: 0, processShutdownTime: null,
    registerTime: 0, unregisterTime: null, pausedRanges: [], name: visible(thread.name), isMainThread: thread.id === 0,
    pid: String(process.pid), tid: `${process.pid}:${thread.id}`, samples, ...allocations,
    markers: { data: [], name: [], startTime: [], endTime: [], phase: [], category: [], length: 0 },
  };
}

/** Functions of the frames, in the order in which they were first seen; and of each frame its function. */
function functionsOf({ frames }: FrameTable): { functions: FrameTable["frames"]; ofFrame: number[] } {
  const indices = new Map<string, number>();
  const functions: FrameTable["frames"] = [];
  const ofFrame = frames.map((frame) => {
    const key = frame.source < 0 ? frame.name : `${frame.source}:${frame.function}`;
    const known = indices.get(key) ?? functions.push(frame) - 1;
    indices.set(key, known);
    return known;
  });
  return { functions, ofFrame };
}

/** The tables, a name and its text each. */
function* tables({ sources }: Profile, { strings, table, stacks }: Shared): Generator<[name: string, table: object]> {
  const { frames } = table;
  const { functions, ofFrame } = functionsOf(table);
  const all = <Value>(rows: readonly unknown[], value: Value): Value[] => rows.map(() => value);
  yield ["stackTable", { ...stacks, length: stacks.frame.length }];
  yield ["frameTable", {
    address: all(frames, -1), lib: all(frames, -1), inlineDepth: all(frames, 0),
    category: frames.map(categoryOf), subcategory: all(frames, 0),
    func: ofFrame, nativeSymbol: all(frames, null), innerWindowID: all(frames, null),
    line: frames.map(({ source, line }) => (source < 0 ? null : line)), column: all(frames, null), originalLocation: all(frames, null),
    length: frames.length,
  }];
  yield ["funcTable", {
    name: functions.map(({ name }) => strings.indexOf(name)),
    isJS: functions.map(({ source }) => source >= 0), relevantForJS: all(functions, false), resource: all(functions, -1),
    source: functions.map(({ source }) => (source < 0 ? null : source)),
    lineNumber: functions.map(({ source, functionLine }) => (source < 0 ? null : functionLine)),
    columnNumber: functions.map(({ source, functionColumn }) => (source < 0 ? null : functionColumn + 1)),
    originalLocation: all(functions, null), length: functions.length,
  }];
  yield ["resourceTable", { name: [], host: [], type: [], length: 0 }];
  yield ["nativeSymbols", { libIndex: [], address: [], name: [], functionSize: [], length: 0 }];
  yield ["sources", {
    id: all(sources, null), filename: sources.map(({ path }) => strings.indexOf(path)),
    startLine: all(sources, 1), startColumn: all(sources, 1), sourceMapURL: all(sources, null),
    content: sources.map(({ text }) => text), length: sources.length,
  }];
  yield ["sourceLocationTable", { source: [], line: [], column: [], length: 0 }];
  yield ["stringArray", strings.all];
}

function* texts({ profile, paths, hidden }: Chosen): Generator<string> {
  const remarks = remarksOf(profile, { loses: firefox.loses, hidden });
  const meta = {
    interval: 1, startTime: Date.parse(profile.startedAt), processType: 0, product: programOf(profile), stackwalk: 1,
    version: rawVersion, preprocessedProfileVersion: processedVersion,
    categories, markerSchema: [], symbolicated: true, usesOnlyOneStackType: true,
    sourceCodeIsNotOnSearchfox: true, importedFrom: writerOf(profile), arguments: programOf(profile), platform: profile.platform,
    logicalCPUs: profile.cpus, profilingStartTime: 0, profilingEndTime: milliseconds(summarise(profile).times?.wallNs ?? 0),
    extra: [{ label: "perline", entries: remarks.map((value, index) => ({ label: `Remark ${index + 1}`, format: "string", value })) }],
  };
  const shared: Shared = { strings: new Strings(), table: new FrameTable(profile.sources), stacks: { frame: [], prefixOffset: [] } };
  yield jsonHead({ meta, libs: [], pages: [] }, "threads");
  yield* jsonArray(threadsApart(profile).map((part) => threadOf(part, paths, shared)));
  let separator = ",\"shared\":{";
  for (const [name, table] of tables(profile, shared)) {
    yield `${separator}\n${JSON.stringify(name)}:${JSON.stringify(table)}`;
    separator = ",";
  }
  yield "}}\n";
}

function* exportFirefox(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(texts(chosen(whole, asked)));
}

/** `--format firefox`. */
export const firefox: Format = {
  id: "firefox",
  title: "time by call path and line with the source, for profiler.firefox.com",
  extension: "firefox.json",
  binary: false,
  loses: ["hits and await", "calls", "sampling errors", "order in time"],
  takes: ["physical", "function", "file"],
  export: exportFirefox,
};
