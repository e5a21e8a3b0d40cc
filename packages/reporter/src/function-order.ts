/**
 * How functions are ordered and cut down in a table of functions: the words of Python's pstats, so that its users need no others.
 *
 * Several keys are asked one after the other. Figures go down, names up. Restrictions apply in the order in which they are given.
 */
import { PerlineError } from "@perline/format";
import { noSuch } from "./options.js";
import { type FunctionRow } from "./views/functions.js";

type Compare = (a: FunctionRow, b: FunctionRow) => number;

const down = (figure: (row: FunctionRow) => number): Compare => (a, b) => figure(b) - figure(a);
const up = (text: (row: FunctionRow) => string): Compare => (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
const chain = (...all: Compare[]): Compare => (a, b) => all.reduce((found, compare) => found || compare(a, b), 0);

const byName = up(({ name }) => name);
const byFile = up(({ path }) => path);
const byLine: Compare = (a, b) => a.line - b.line || a.column - b.column;

/** What each key means: a title, as pstats has it, and the order. */
const orders = {
  calls: ["call count", down(({ calls }) => calls ?? 0)],
  cumulative: ["cumulative time", down(({ times }) => times?.totalNs ?? 0)],
  internal: ["internal time", down(({ times }) => times?.selfNs ?? 0)],
  await: ["await time", down(({ times }) => times?.awaitNs ?? 0)],
  file: ["file name", byFile],
  line: ["line number", byLine],
  name: ["function name", byName],
  nfl: ["name/file/line", chain(byName, byFile, byLine)],
  stdname: ["standard name", chain(byFile, byLine, byName)],
} as const satisfies Readonly<Record<string, readonly [title: string, compare: Compare]>>;

/** An order of functions. */
export type FunctionOrder = keyof typeof orders;

/** Words for orders. */
const words: Readonly<Record<string, FunctionOrder>> = {
  calls: "calls", ncalls: "calls", cumulative: "cumulative", cumtime: "cumulative", total: "cumulative", tottime: "internal",
  time: "internal", self: "internal", await: "await", file: "file", filename: "file", module: "file", line: "line", name: "name",
  nfl: "nfl", stdname: "stdname",
};

/**
 * Orders as written: pstats' words with commas between them, each as short as it stays clear.
 *
 * @throws PerlineError `usage`
 */
export function parseFunctionOrder(text: string): FunctionOrder[] {
  return text.split(",").map((part) => orderOf(part.trim()));
}

function orderOf(word: string): FunctionOrder {
  const meant = new Set(Object.entries(words).filter(([known]) => word !== "" && known.startsWith(word)).map(([, order]) => order));
  const [first] = Object.hasOwn(words, word) ? [words[word]] : meant.size === 1 ? meant : [];
  if (first !== undefined) return first;
  throw noSuch("key to sort by", word, Object.keys(words));
}

/** The same where no time was measured: what asks for it says nothing then, and calls are left to go by. */
export function withoutTimes(order: readonly FunctionOrder[]): FunctionOrder[] {
  const left = order.filter((key) => key !== "cumulative" && key !== "internal" && key !== "await");
  return left.length === 0 && order.length > 0 ? ["calls"] : left;
}

/** What a table is cut down by: so many rows, a share of them between 0 and 1, or those whose position or name match. */
export type Restriction = { rows: number } | { share: number } | { pattern: RegExp };

/**
 * A restriction as written: a whole number, a fraction such as 0.5, else a regular expression.
 *
 * @throws PerlineError `usage`
 */
export function parseRestriction(text: string): Restriction {
  if (/^\d+$/.test(text)) return { rows: Number(text) };
  if (/^(0?\.\d+|1\.0*)$/.test(text)) return { share: Number(text) };
  try {
    return { pattern: new RegExp(text, "u") };
  } catch (cause) {
    throw new PerlineError("usage", `${JSON.stringify(text)} is neither a number, nor a fraction, nor a regular expression`, {
      cause, hint: "Special characters such as ( or [ need a \\ before them.",
    });
  }
}

/** A function as pstats writes it: `src/a.ts:3(parse)`. */
export function standardName({ path, line, name }: Pick<FunctionRow, "path" | "line" | "name">): string {
  return `${path}:${line}(${name})`;
}

/** How a table is ordered and cut. */
export interface Arrangement {
  order: readonly FunctionOrder[];
  /** The last first. */
  reverse: boolean;
  restrict: readonly Restriction[];
}

/** Functions in their order, cut down. */
export interface Arranged {
  shown: FunctionRow[];
  /** How they are ordered, and what each restriction has cut, as pstats says it. */
  notes: string[];
}

/** Orders functions and cuts them down. */
export function arrange(rows: readonly FunctionRow[], { order, reverse, restrict }: Arrangement): Arranged {
  const compare = chain(...order.map((key) => orders[key][1]), orders.stdname[1]);
  const notes = order.length === 0 ? [] : [`Ordered by: ${order.map((key) => orders[key][0]).join(", ")}`];
  let shown = rows.toSorted(compare);
  if (reverse) shown.reverse();
  for (const restriction of restrict) {
    const before = shown.length;
    shown = restricted(shown, restriction);
    if (shown.length < before) notes.push(`List reduced from ${before} to ${shown.length} due to restriction <${wordsOf(restriction)}>`);
  }
  return { shown, notes };
}

function restricted(rows: FunctionRow[], restriction: Restriction): FunctionRow[] {
  if ("rows" in restriction) return rows.slice(0, restriction.rows);
  if ("share" in restriction) return rows.slice(0, Math.floor(rows.length * restriction.share + 0.5));
  const { pattern } = restriction;
  return rows.filter((row) => standardName(row).search(pattern) !== -1);
}

function wordsOf(restriction: Restriction): string {
  if ("rows" in restriction) return String(restriction.rows);
  return "share" in restriction ? String(restriction.share) : `'${restriction.pattern.source}'`;
}
