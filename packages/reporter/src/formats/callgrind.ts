/**
 * Callgrind's file, as `callgrind_annotate` and KCachegrind read it: costs by line, and what each line's calls cost.
 *
 * The events are Hits, Time (self, in ns) and what else lines have. Names are compressed: written out once, a number from then on.
 */
import { type Profile, visible } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import type { ReportOptions } from "../options.js";
import { callTree } from "../views/call-tree.js";
import { calledFunctions, type CallRow, callRows, type FunctionPlace } from "../views/callers.js";
import { functionRows } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";
import { type Measure, measuresOf } from "../views/measures.js";
import { summarise } from "../views/summary.js";
import { type Chosen, chosen } from "./chosen.js";
import { distinctNames } from "./distinct-names.js";
import { pieces } from "./pieces.js";
import { programOf, remarksOf, writerOf } from "./remarks.js";

/** An event: a column of costs. */
interface Event {
  name: string;
  title: string;
  of(this: void, row: LineRow): number;
  /** Of time with all that was called; what is known of lines alone has no cost there. */
  ofCall(this: void, row: Pick<CallRow, "totalNs">): number;
}

const eventNames: Readonly<Record<Measure["id"], readonly [name: string, title: string]>> = {
  hits: ["Hits", "Hits"], await: ["Await", "Await, ns"], throws: ["Throws", "Throws"],
  allocations: ["Allocs", "Allocations"], bytes: ["Bytes", "Bytes"],
};

function eventsOf({ profile, lines }: Pick<Chosen, "profile" | "lines">): Event[] {
  const [hits, ...others] = measuresOf(lines).map(({ id, of }): Event => {
    const [name, title] = eventNames[id];
    return { name, title, of: (row) => of(row) ?? 0, ofCall: () => 0 };
  });
  const time: Event = { name: "Time", title: "Self time, ns", of: ({ times }) => times?.selfNs ?? 0, ofCall: ({ totalNs }) => totalNs };
  return [...hits === undefined ? [] : [hits], ...summarise(profile).times === null ? [] : [time], ...others];
}

/** Names with a number each, which stands for the name from its second use on. */
class CompressedNames {
  private readonly numbers = new Map<string, number>();

  write(name: string): string {
    const known = this.numbers.get(name);
    if (known !== undefined) return `(${known})`;
    this.numbers.set(name, this.numbers.size + 1);
    return `(${this.numbers.size}) ${visible(name)}`;
  }
}

/** A function with what it did. */
interface Costs {
  name: string;
  path: string;
  /** 1-based line of its first character. */
  line: number;
  lines: readonly LineRow[];
  calls: CallRow[];
  /** Null where they cannot be counted. */
  callCount: number | null;
  /** Whether it is known how often who called it. */
  isCounted: boolean;
}

/** All functions, by source and function. */
function costsOf({ profile, paths }: Chosen): Costs[][] {
  const costs = combineThreads(profile).map((figures, source) => {
    const rows = functionRows(figures);
    const names = distinctNames(rows);
    return rows.map(({ path, line, lines, index, calls: callCount }): Costs => ({
      name: names[index] ?? "", path, line, lines: paths.through?.(source, index) === false ? [] : lines, calls: [],
      callCount, isCounted: false,
    }));
  });
  const tree = callTree(profile, { ...paths, frames: "lines" });
  if (tree === null) return costs;
  const costsAt = ({ source, function: index }: FunctionPlace): Costs | undefined => costs[source]?.[index];
  for (const row of callRows(tree)) costsAt(row.caller)?.calls.push(row);
  for (const each of calledFunctions(tree, (place) => costsAt(place)?.callCount ?? null)) {
    const called = costsAt(each);
    if (called !== undefined) called.isCounted = each.calls !== null;
  }
  return costs;
}

/** What no line was charged with, as functions without a file. */
function restOf({ profile, paths }: Chosen): { name: string; ns: number }[] {
  const times = summarise(profile).times;
  if (times === null || paths.through !== undefined) return [];
  return [{ name: "[outside]", ns: times.outsideNs }, { name: "[idle]", ns: times.idleNs }].filter(({ ns }) => ns > 0);
}

function* texts(from: Chosen): Generator<string> {
  const { profile, hidden } = from;
  const events = eventsOf(from);
  yield `# callgrind format\nversion: 1\ncreator: ${writerOf(profile)}\ncmd: ${programOf(profile)}\n`;
  for (const remark of remarksOf(profile, { loses: callgrind.loses, hidden })) yield `desc: Remark: ${remark}\n`;
  yield "positions: line\n";
  for (const { name, title } of events) yield `event: ${name} : ${title}\n`;
  yield `events: ${events.map(({ name }) => name).join(" ")}\n`;

  const [files, names] = [new CompressedNames(), new CompressedNames()];
  const costs = (line: number, of: (event: Event) => number): string => `${[line, ...events.map(of)].join(" ")}\n`;
  const all = costsOf(from);
  const totals = events.map(() => 0);
  const add = (of: (event: Event) => number): void => {
    for (const [index, event] of events.entries()) totals[index] = (totals[index] ?? 0) + of(event);
  };
  for (const { name, path, lines, calls } of all.flat()) {
    const own = lines.filter((line) => events.some(({ of }) => of(line) > 0));
    if (own.length === 0 && calls.length === 0) continue;
    yield `\nfl=${files.write(path)}\nfn=${names.write(name)}\n`;
    for (const row of own) {
      add(({ of }) => of(row));
      yield costs(row.line, ({ of }) => of(row));
    }
    for (const call of calls) {
      const callee = all[call.callee.source]?.[call.callee.function];
      if (callee === undefined) continue;
      // Where it is not known how often this line called that function, one call stands for all.
      const calls = callee.isCounted ? Math.max(1, call.calls?.all ?? 1) : 1;
      yield `cfi=${files.write(callee.path)}\ncfn=${names.write(callee.name)}\ncalls=${calls} ${callee.line}\n`;
      yield costs(call.line ?? 0, ({ ofCall }) => ofCall(call));
    }
  }
  for (const { name, ns } of restOf(from)) {
    const of = (event: Event): number => event.ofCall({ totalNs: ns });
    add(of);
    yield `\nfl=${files.write("???")}\nfn=${names.write(name)}\n${costs(0, of)}`;
  }
  yield `\ntotals: ${totals.join(" ")}\n`;
}

function* exportCallgrind(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(texts(chosen(whole, asked)));
}

/** `--format callgrind`. */
export const callgrind: Format = {
  id: "callgrind",
  title: "hits, time and other figures by line, with what calls cost, for callgrind_annotate and KCachegrind",
  extension: "callgrind",
  binary: false,
  loses: ["call paths longer than two functions", "calls of each caller, but under the exact clock (one stands for all)", "which lines cannot be counted", "sampling errors", "source text", "figures of each thread apart"],
  takes: ["physical", "function", "file"],
  export: exportCallgrind,
};
