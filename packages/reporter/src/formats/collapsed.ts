/**
 * Collapsed stacks, as flame graphs are made of: a line for each call path, its frames with semicolons between them, and its own time
 * in nanoseconds. The format has no place for anything else.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { type Frame, FrameTable, pathOf, stackNodes } from "../views/stacks.js";
import { type Chosen, chosen } from "./chosen.js";
import { pieces } from "./pieces.js";

/** A frame in words: what separates frames, or ends the line, is written otherwise. */
function frameWords({ name, path, line }: Frame): string {
  const words = path === "" ? name : `${name} (${path}:${line})`;
  return visible(words).replaceAll(";", "%3B").replaceAll("\t", "␉");
}

function* stackLines({ profile, paths }: Chosen): Generator<string> {
  const table = new FrameTable(profile.sources);
  const nodes = stackNodes(profile, paths, table);
  const words = table.frames.map(frameWords);
  for (const node of nodes) {
    if (node.selfNs > 0) yield `${pathOf(nodes, node).map((frame) => words[frame]).join(";")} ${node.selfNs}\n`;
  }
}

function* exportCollapsed(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(stackLines(chosen(whole, asked)));
}

/** `--format collapsed`. */
export const collapsed: Format = {
  id: "collapsed",
  title: "time by call path, a line each, for flame graphs",
  extension: "collapsed",
  binary: false,
  loses: ["hits, await and memory", "calls", "source text", "figures of each thread apart", "warnings"],
  takes: ["physical", "function", "file"],
  export: exportCollapsed,
};
