/**
 * The call tree of a profile: the form of pyinstrument's console output.
 *
 * The times of the outermost frames, of `[outside]` and of `[idle]` add up to the run's duration, unless only calls of some functions
 * are asked for. What is small and what happens
 * within packages is folded, and counted.
 */
import { type Profile, visible } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import { incompleteness } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { countOf } from "../units.js";
import { callTree, type CallNode, type CallNodes } from "../views/call-tree.js";
import { functionRows, withLines } from "../views/functions.js";
import { summarise, type Summary } from "../views/summary.js";
import { chosen } from "./chosen.js";
import { type Colours, coloursIf } from "./colours.js";
import { footer } from "./footer.js";

/** A frame as it is shown. */
interface Shown {
  name: string;
  /** Behind the name; empty for what has none. */
  place: string;
  ns: number;
  isPackage: boolean;
  /** Frames of packages behind this one that are folded. */
  folded: number;
  children: Shown[];
}

/** What a tree is shown by, and what that has hidden. */
interface Rules {
  profile: Profile;
  /** Calls with less are hidden. */
  leastNs: number;
  showAll: boolean;
  /** Counted on the way. */
  hidden: { small: number; deep: number; folded: number };
}

/** Frames below so many others are hidden: their lines would be nothing but indentation. */
const deepest = 200;

function* exportTree(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const colours = coloursIf(options.colour);
  const { profile, paths, hidden: others } = chosen(whole, asked);
  const summary = summarise(profile);
  const tree = callTree(profile, { ...paths, frames: options.byLine ? "lines" : "functions" });
  const incomplete = incompleteness(profile);
  if (incomplete !== null) yield `${colours.yellow(visible(incomplete))}\n\n`;
  yield* header(profile, summary);
  const hidden = { small: 0, deep: 0, folded: 0 };
  if (tree !== null && summary.times !== null) {
    const { durationNs, outsideNs, idleNs } = summary.times;
    const rules: Rules = { profile, leastNs: (durationNs * options.threshold) / 100, showAll: options.showAll, hidden };
    const frames = options.flat ? flatFrames(tree, rules) : shownChildren(tree[0], rules, 0);
    const rest = [leaf("[outside]", outsideNs), leaf("[idle]", idleNs)].filter(({ ns }) => ns > 0 && paths.through === undefined);
    const all = [...frames, ...rest].sort((a, b) => b.ns - a.ns);
    const seconds = secondsFor(all);
    for (const frame of all) yield* frameLines(frame, { durationNs, colours, seconds });
    yield "\n";
  }
  const all = withLines(combineThreads(profile).flatMap(functionRows));
  yield* footer(profile, { summary, all, shown: [], hidden: [...others, ...phrasesOf(hidden, options)], colours });
}

/** What was left out of a tree, a phrase for each rule. */
function phrasesOf({ small, folded, deep }: Rules["hidden"], { threshold }: ReportOptions): string[] {
  return [
    ...small > 0 ? [`${countOf(small, "call")} under ${threshold} % of the run (--threshold)`] : [],
    ...folded > 0 ? [`${countOf(folded, "frame")} of packages (--show-all)`] : [],
    ...deep > 0 ? [`${countOf(deep, "call")} below ${deepest} others`] : [],
  ];
}

function* header({ argv, startedAt, clock }: Profile, { samples, times }: Summary): Generator<string> {
  const duration = times === null ? "not measured" : `${(times.durationNs / 1e9).toFixed(3)} s`;
  const left = [`Recorded: ${startedAt}`, `Duration: ${duration}`];
  const width = Math.max(...left.map(({ length }) => length)) + 2;
  yield `${left[0]?.padEnd(width)}Samples: ${samples}\n${left[1]?.padEnd(width)}Clock: ${clock}\n`;
  yield `Program: ${visible(argv.slice(1).join(" "))}\n\n`;
}

function leaf(name: string, ns: number): Shown {
  return { name, place: "", ns, isPackage: false, folded: 0, children: [] };
}

/** A frame without what it called. */
function shownFrame({ source, function: index, line, totalNs }: CallNode, { profile: { sources } }: Rules): Shown {
  const record = sources[source];
  const path = record?.path ?? "";
  const position = line ?? record?.functions.line[index] ?? 0;
  return {
    name: record?.functions.name[index] ?? "", place: `${path}:${position}`, ns: totalNs,
    isPackage: /(^|\/)node_modules\//.test(path), folded: 0, children: [],
  };
}

/** What a frame called, as it is shown; with its own time where both are worth a line. */
function shownChildren(node: CallNode, rules: Rules, depth: number): Shown[] {
  const { leastNs, hidden } = rules;
  const large = node.children.filter(({ totalNs }) => totalNs > 0 && totalNs >= leastNs);
  hidden.small += node.children.filter(({ totalNs }) => totalNs > 0).length - large.length;
  if (depth >= deepest) {
    hidden.deep += large.length;
    return [];
  }
  const frames = large.map((child) => {
    const frame = shownFrame(child, rules);
    const isFolded = frame.isPackage && !rules.showAll;
    frame.children = isFolded ? beyondPackage(child, frame, { rules, depth }) : shownChildren(child, rules, depth + 1);
    return frame;
  });
  const own = node.selfNs > 0 && node.selfNs >= leastNs && (frames.length > 0 || node.parent === null) ? [leaf("[self]", node.selfNs)] : [];
  return [...frames, ...own].sort((a, b) => b.ns - a.ns);
}

/** What of the program's own a package called in turn; frames of packages between are counted in the outermost one. */
function beyondPackage(node: CallNode, outermost: Shown, { rules, depth }: { rules: Rules; depth: number }): Shown[] {
  const found: Shown[] = [];
  const waiting = [...node.children];
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    if (child.totalNs === 0) continue;
    const frame = shownFrame(child, rules);
    if (frame.isPackage) {
      outermost.folded++;
      rules.hidden.folded++;
      waiting.push(...child.children);
    } else if (child.totalNs < rules.leastNs) {
      rules.hidden.small++;
    } else {
      found.push({ ...frame, children: shownChildren(child, rules, depth + 1) });
    }
  }
  return found.sort((a, b) => b.ns - a.ns);
}

/** All frames by their own time. */
function flatFrames(tree: CallNodes, rules: Rules): Shown[] {
  const frames = new Map<string, Shown>();
  for (const node of tree) {
    if (node.selfNs === 0) continue;
    const frame = node.parent === null ? leaf("[self]", 0) : { ...shownFrame(node, rules), ns: 0 };
    const key = `${node.source}:${node.function}:${node.line}`;
    const known = frames.get(key) ?? frame;
    known.ns += node.selfNs;
    frames.set(key, known);
  }
  const large = [...frames.values()].filter(({ ns }) => ns >= rules.leastNs);
  rules.hidden.small += frames.size - large.length;
  return large;
}

/** Three digits behind the point, more where the shortest frame would have nothing but noughts. */
function secondsFor(frames: readonly Shown[]): (ns: number) => string {
  let shortest = Infinity;
  const waiting = [...frames];
  for (let frame = waiting.pop(); frame !== undefined; frame = waiting.pop()) {
    shortest = Math.min(shortest, frame.ns);
    waiting.push(...frame.children);
  }
  const digits = Math.min(9, Math.max(3, -Math.floor(Math.log10(Math.max(1, shortest) / 1e9))));
  return (ns) => (ns / 1e9).toFixed(digits);
}

/** How frames are written. */
interface Writing {
  durationNs: number;
  colours: Colours;
  seconds(this: void, ns: number): string;
}

/** A frame and those below it, a line each. */
function* frameLines(frame: Shown, writing: Writing, [first, others] = ["", ""]): Generator<string> {
  const { durationNs, colours, seconds } = writing;
  const { dim } = colours;
  const time = byShare(colours, (100 * frame.ns) / durationNs)(seconds(frame.ns));
  const name = frame.isPackage ? dim(visible(frame.name)) : visible(frame.name);
  yield `${first}${time} ${name}${frame.place === "" ? "" : `  ${dim(visible(frame.place))}`}\n`;
  if (frame.folded > 0) yield `${others}      ${dim(`[${countOf(frame.folded, "frame")} hidden]  ${visible(packageOf(frame.place))}`)}\n`;
  for (const [at, child] of frame.children.entries()) {
    const isLast = at === frame.children.length - 1;
    yield* frameLines(child, writing, [`${others}${isLast ? "└─ " : "├─ "}`, `${others}${isLast ? "   " : "│  "}`]);
  }
}

/** The package of a file. */
function packageOf(place: string): string {
  return /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1] ?? "";
}

/** pyinstrument's colours. */
function byShare(colours: Colours, percent: number): (text: string) => string {
  if (percent > 60) return colours.red;
  if (percent > 20) return colours.yellow;
  if (percent > 5) return colours.green;
  return (text) => colours.dim(colours.green(text));
}

/** `--format tree`. */
export const tree: Format = {
  id: "tree",
  title: "the call tree as pyinstrument prints it",
  extension: "txt",
  binary: false,
  loses: ["hits", "await", "source text", "figures of each thread apart"],
  takes: ["physical", "threshold", "showAll", "flat", "byLine", "function", "file"],
  export: exportTree,
};
