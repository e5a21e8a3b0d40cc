/**
 * Chrome's trace events, as Perfetto and `chrome://tracing` read them: the call paths of each thread as slices that lie on each other.
 *
 * A profile has no order in time: where a slice stands says who called it and nothing else, how long it is says all.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { type ThreadPart, threadsApart } from "../threads.js";
import { FrameTable, type Paths, type StackNode, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { jsonArray, jsonHead, pieces } from "./pieces.js";
import { programOf, remarksOf, writerOf } from "./remarks.js";

/** Where each slice begins, in ns: callees begin with their caller, one after the other. */
function startsOf(nodes: readonly StackNode[]): number[] {
  const next = new Map<number, number>();
  return nodes.map(({ parent, totalNs }, index) => {
    const start = next.get(parent) ?? 0;
    next.set(parent, start + totalNs);
    next.set(index, start);
    return start;
  });
}

/** The format's times are microseconds. Whole ones: of fractions the sum is not exact, and slices would not lie on each other. */
const microseconds = (ns: number): number => Math.round(ns / 1000);

function* slices({ process: { pid, argv }, thread: { id: tid, name }, part }: ThreadPart, paths: Paths): Generator<object> {
  yield { ph: "M", pid, tid, name: "process_name", args: { name: visible(argv.slice(1).join(" ")) } };
  yield { ph: "M", pid, tid, name: "thread_name", args: { name: visible(name) } };
  const table = new FrameTable(part.sources);
  const nodes = stackNodes(part, paths, table);
  const starts = startsOf(nodes);
  for (const [index, { frame, selfNs, totalNs }] of nodes.entries()) {
    const { name: fn = "", path = "", line = 0 } = table.frames[frame] ?? {};
    const [start, end] = [microseconds(starts[index] ?? 0), microseconds((starts[index] ?? 0) + totalNs)];
    // Of what begins and ends at once, readers cannot tell where in the stack it was: some take it for the end of another slice.
    if (start === end) continue;
    yield {
      ph: "X", pid, tid, cat: path === "" ? "perline" : "function", name: visible(fn),
      ts: start, dur: end - start,
      // The number of the path tells slices apart that begin where one ends that is the same but for that, which some readers ask.
      args: path === "" ? { selfNs } : { file: visible(path), line, selfNs, path: index },
    };
  }
}

function* texts({ profile, paths, hidden }: Chosen): Generator<string> {
  const head = {
    displayTimeUnit: "ns",
    otherData: { writer: writerOf(profile), program: programOf(profile), remarks: remarksOf(profile, { loses: trace.loses, hidden }).join(" ") },
  };
  yield jsonHead(head, "traceEvents");
  function* events(): Generator<object> {
    for (const part of threadsApart(profile)) yield* slices(part, paths);
  }
  yield* jsonArray(events());
  yield "}\n";
}

function* exportTrace(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(texts(chosen(whole, asked)));
}

/** `--format trace`. */
export const trace: Format = {
  id: "trace",
  title: "time by call path as Chrome's trace events, for Perfetto",
  extension: "trace.json",
  binary: false,
  loses: ["hits, await and memory", "calls", "source text", "sampling errors", "order in time", "nanoseconds but of self time", "paths of less than a microsecond"],
  takes: ["physical", "function", "file"],
  export: exportTrace,
};
