/**
 * speedscope's own file: time by call path, a profile for each thread, and a profile for each other measure of lines.
 *
 * A frame is a line of a function, and named so: speedscope lists frames by their names alone.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { threadsApart } from "../threads.js";
import { type Measure, measuresOf, type PlacedLine } from "../views/measures.js";
import { type Frame, FrameTable, pathOf, type StackNode, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { jsonArray, jsonHead, pieces } from "./pieces.js";
import { programOf, remarksOf, writerOf } from "./remarks.js";

/** Samples of one profile: a path of frames each, with what it weighs. */
interface Samples {
  name: string;
  unit: "nanoseconds" | "bytes" | "none";
  paths: Iterable<readonly number[]>;
  weights: readonly number[];
}

function timeSamples(name: string, nodes: readonly StackNode[]): Samples {
  const own = nodes.filter(({ selfNs }) => selfNs > 0);
  return { name, unit: "nanoseconds", paths: pathsOf(nodes, own), weights: own.map(({ selfNs }) => selfNs) };
}

/** One at a time: together they are much longer than the nodes. */
function* pathsOf(nodes: readonly StackNode[], some: readonly StackNode[]): Generator<number[]> {
  for (const node of some) yield pathOf(nodes, node);
}

function measureSamples({ id, unit, of }: Measure, lines: readonly PlacedLine[], table: FrameTable): Samples {
  const some = lines.filter(({ row }) => (of(row) ?? 0) > 0);
  return {
    name: id, unit: unit === "count" ? "none" : unit,
    paths: some.map(({ source, row }) => [table.ofLine({ source, function: row.function, line: row.line })]),
    weights: some.map(({ row }) => of(row) ?? 0),
  };
}

function* profileText({ name, unit, paths, weights }: Samples): Generator<string> {
  const endValue = weights.reduce((sum, weight) => sum + weight, 0);
  yield jsonHead({ type: "sampled", name, unit, startValue: 0, endValue }, "samples");
  yield* jsonArray(paths);
  yield ",\"weights\":";
  yield* jsonArray(weights);
  yield "}";
}

function frameOf({ name, path, line }: Frame): object {
  return path === "" ? { name: visible(name) } : { name: visible(`${name}:${line}`), file: visible(path), line };
}

function* texts({ profile, paths, lines, hidden }: Chosen): Generator<string> {
  const table = new FrameTable(profile.sources);
  const head = {
    $schema: "https://www.speedscope.app/file-format-schema.json",
    exporter: `${writerOf(profile)}. ${remarksOf(profile, { loses: speedscope.loses, hidden }).join(" ")}`,
    name: programOf(profile),
    activeProfileIndex: 0,
  };
  yield `${jsonHead(head, "profiles")}[`;
  let separator = "\n";
  for (const { title, part } of threadsApart(profile)) {
    const nodes = stackNodes(part, paths, table);
    if (nodes.length === 0) continue;
    yield separator;
    yield* profileText(timeSamples(visible(title), nodes));
    separator = ",\n";
  }
  for (const measure of measuresOf(lines)) {
    yield separator;
    yield* profileText(measureSamples(measure, lines, table));
    separator = ",\n";
  }
  yield "\n],\"shared\":{\"frames\":";
  yield* jsonArray(table.frames.map(frameOf));
  yield "}}\n";
}

function* exportSpeedscope(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(texts(chosen(whole, asked)));
}

/** `--format speedscope`. */
export const speedscope: Format = {
  id: "speedscope",
  title: "time by call path and figures of lines, for speedscope.app",
  extension: "speedscope.json",
  binary: false,
  loses: ["source text", "calls", "sampling errors", "order in time"],
  takes: ["physical", "function", "file"],
  export: exportSpeedscope,
};
