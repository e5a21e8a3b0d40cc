/**
 * The protocol buffer of pprof: any number of measures, each by line. Time has call paths; of what is only known by line, the path is
 * that line alone.
 */
import { gzipSync } from "node:zlib";
import { type Profile, visible } from "@perline/format";
import { Function, Label, Line, Location, Mapping, Profile as PprofProfile, Sample, StringTable, ValueType } from "pprof-format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { threadsApart } from "../threads.js";
import { measuresOf } from "../views/measures.js";
import { summarise } from "../views/summary.js";
import { type Frame, FrameTable, pathOf, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { remarksOf, writerOf } from "./remarks.js";

/** What samples refer to. */
interface Tables {
  table: FrameTable;
  strings: StringTable;
}

/** The samples of a profile, and what their values are. */
function samplesOf({ profile, paths, lines }: Chosen, { table, strings }: Tables): { samples: Sample[]; types: ValueType[] } {
  const measures = measuresOf(lines);
  const isTimed = summarise(profile).times !== null;
  // A location's id is its frame's, 1-based; the innermost comes first.
  const locationsOf = (frames: readonly number[]): number[] => frames.map((frame) => frame + 1).reverse();
  const timed = threadsApart(profile).flatMap(({ process, thread, part }) => {
    const label = [
      Label.create({ key: strings.dedup("thread"), str: strings.dedup(`${thread.id} (${thread.name})`) }),
      Label.create({ key: strings.dedup("process"), str: strings.dedup(String(process.pid)) }),
    ];
    const nodes = stackNodes(part, paths, table);
    return nodes.filter(({ selfNs }) => selfNs > 0).map((node) => Sample.create({
      locationId: locationsOf(pathOf(nodes, node)), value: [...measures.map(() => 0), node.selfNs], label,
    }));
  });
  const ofLines = lines.map(({ source, row }) => ({ source, row, value: measures.map(({ of }) => of(row) ?? 0) }))
    .filter(({ value }) => value.some((figure) => figure > 0))
    .map(({ source, row, value }) => Sample.create({
      locationId: locationsOf([table.ofLine({ source, function: row.function, line: row.line })]),
      value: [...value, ...isTimed ? [0] : []],
    }));
  const types = [...measures.map(({ id, unit }) => [id, unit]), ...isTimed ? [["time", "nanoseconds"]] : []];
  return {
    samples: [...timed, ...ofLines],
    types: types.map(([type = "", unit = ""]) => ValueType.create({ type: strings.dedup(type), unit: strings.dedup(unit) })),
  };
}

/** Locations and functions of frames. Functions have the number of the first frame that is theirs. */
function placesOf(frames: readonly Frame[], strings: StringTable): { location: Location[]; function: Function[] } {
  const functions = new Map<string, Function>();
  const location = frames.map((frame, index) => {
    const { name, path, source, function: place, line, functionLine } = frame;
    const key = source < 0 ? name : `${source}:${place}`;
    // Without a system name: pprof takes what stands in <> out of a name that may come from a C++ linker.
    const fn = functions.get(key) ?? Function.create({
      id: index + 1, name: strings.dedup(visible(name)), filename: strings.dedup(visible(path)), startLine: functionLine,
    });
    functions.set(key, fn);
    return Location.create({ id: index + 1, mappingId: 1, line: [Line.create({ functionId: fn.id, line })] });
  });
  return { location, function: [...functions.values()] };
}

function* exportPprof(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<Uint8Array> {
  const from = chosen(whole, asked);
  const { profile, hidden } = from;
  const strings = new StringTable();
  const table = new FrameTable(profile.sources);
  const { samples, types } = samplesOf(from, { table, strings });
  const remarks = [writerOf(profile), ...remarksOf(profile, { loses: pprof.loses, hidden })];
  const times = summarise(profile).times;
  const encoded = new PprofProfile({
    sampleType: types, sample: samples, ...placesOf(table.frames, strings),
    mapping: [Mapping.create({
      id: 1, filename: strings.dedup(profile.root), hasFunctions: true, hasFilenames: true, hasLineNumbers: true,
    })],
    comment: remarks.map((remark) => strings.dedup(remark)),
    defaultSampleType: strings.dedup(times === null ? "hits" : "time"),
    timeNanos: BigInt(Date.parse(profile.startedAt)) * 1_000_000n, durationNanos: times?.wallNs ?? 0,
    stringTable: strings,
  }).encode();
  yield gzipSync(encoded);
}

/** `--format pprof`. */
export const pprof: Format = {
  id: "pprof",
  title: "time by call path, hits and other figures by line, for `go tool pprof` and what else reads its protocol buffers",
  extension: "pb.gz",
  binary: true,
  loses: ["calls", "which lines cannot be counted", "sampling errors", "source text"],
  takes: ["physical", "function", "file"],
  export: exportPprof,
};
