/** What self time went into, in words: for every format that people read. */
import { type ReportSplit, type ReportSplitLine, type ReportSplitPart, type SplitKind } from "@perline/format";
import { formatDuration } from "../units.js";

/** Parts that are told one by one. */
const toldParts = 5;
/** Names of built-ins, or modules, that are told of a part. */
const toldNames = 3;

/** What a kind is called; null: it goes by its names. */
const titles: Readonly<Record<SplitKind, string | null>> = {
  own: "own", package: null, file: null, node: "Node", "built-in": "built-ins", gc: "gc", wasm: "WebAssembly", perline: "perline",
  native: "native code",
};

/** Parts of one kind, or one by one where they go by their names. */
interface Group {
  title: string;
  ns: number;
  /** With most first. */
  names: string[];
}

function groupsOf(parts: readonly ReportSplitPart[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { kind, name, ns } of parts) {
    const title = titles[kind] ?? name;
    const group = groups.get(title) ?? { title, ns: 0, names: [] };
    groups.set(title, group);
    group.ns += ns;
    if (titles[kind] !== null && name !== "") group.names.push(name.replace(/^node:/, ""));
  }
  return [...groups.values()].toSorted((a, b) => b.ns - a.ns);
}

const percent = (ns: number, whole: number): string => {
  const share = (100 * ns) / whole;
  return share < 1 ? "<1 %" : `${share.toFixed(0)} %`;
};

/** Shares of a whole, a phrase each: `own 12 %`, `Node 3 % (zlib, fs)`. */
export function partWords(parts: readonly ReportSplitPart[], whole: number): string[] {
  const groups = groupsOf(parts);
  const told = groups.slice(0, toldParts).map(({ title, ns, names }) => {
    const more = names.length > toldNames ? ", ..." : "";
    return `${title} ${percent(ns, whole)}${names.length === 0 ? "" : ` (${names.slice(0, toldNames).join(", ")}${more})`}`;
  });
  const rest = groups.slice(toldParts).reduce((sum, { ns }) => sum + ns, 0);
  return rest === 0 ? told : [...told, `others ${percent(rest, whole)}`];
}

/** The same of a line; a sign in front says where it may be a mix with that of others. */
export function lineWords({ mixed, parts, selfNs }: ReportSplitLine): string[] {
  return partWords(parts, selfNs).map((words, index) => (mixed && index === 0 ? `~ ${words}` : words));
}

/** Where all went, and what could not be shared out, a phrase each. */
export function totalWords({ parts, selfNs, unknownNs }: ReportSplit): string[] {
  return [...partWords(parts, selfNs), ...unknownNs === 0 ? [] : [`not known ${percent(unknownNs, selfNs)}`]];
}

/** Which packages to include, a sentence each. */
export function hintWords({ hints, selfNs }: ReportSplit): { sentence: string; options: string }[] {
  return hints.map(({ include, ns, package: name }) => ({
    sentence: `${name} has ${percent(ns, selfNs)} of all self time (${formatDuration(ns)}). To see its lines, profile it too:`,
    options: include.map((glob) => `--include "${glob}"`).join(" "),
  }));
}

/** What own code is also charged with. */
export const ownNote = "own: also what V8 has inlined; --node-arg=--no-turbo-inlining tells that apart";

/** What the sign in front of parts says. */
export const mixedNote = "~ lines that take turns too quickly to be told apart by time: some of it may be that of their neighbours";
