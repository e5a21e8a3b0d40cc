/** The answer of a heap snapshot to what is asked, written as is wanted. */
import { PerlineError, visible } from "@perline/format";
import {
  chainText, commonHolders, growthOf, growthTable, type Heap, heldByNativeAlone, holdersTable, holdersUpTo, isInternal, objectsOf,
  ordered, referencesDot, referencesSvg, referencesText, shortestChain, type TypeRow, typesOf, typesTable,
} from "@perline/heap";
import { type Origin, originsOf } from "@perline/reporter";
import { nearest } from "@perline/transform/settings";
import { loadProfile } from "../report/load.js";
import type { Asked } from "./asked.js";
import { loadHeap } from "./load.js";

/** A question for who holds objects. */
type Holders = Extract<Asked["question"], { about: "holders" }>;

/**
 * Answers from a file.
 *
 * @throws PerlineError `snapshot-unreadable`; `usage` for a type of which there are no objects
 */
export async function answerFrom(file: string, asked: Asked): Promise<string> {
  const { question } = asked;
  // Of an older snapshot, its rows alone are kept while the next one is read.
  const before = question.about === "growth" ? typesOf(await loadHeap(question.older)) : [];
  const heap = await loadHeap(file);
  switch (question.about) {
    case "types": return typesAnswer(typesOf(heap), asked);
    case "leaking": return typesAnswer(typesOf(heap, heldByNativeAlone(heap).map(({ index }) => index)), asked);
    case "growth": return growthAnswer(before, typesOf(heap), asked);
    case "holders": return holdersAnswer(heap, question, asked);
  }
}

function typesAnswer(rows: readonly TypeRow[], asked: Asked): string {
  const { shown, hidden } = shorten(ordered(rows, asked.sort), asked);
  if (asked.format === "json") return json({ types: shown });
  const [objects, bytes] = rows.reduce(([count, sum], row) => [count + row.count, sum + row.shallowBytes], [0, 0]);
  return `${typesTable(shown)}\nTotal: ${objects} objects, ${bytes} B\n${hidden}`;
}

function growthAnswer(before: readonly TypeRow[], now: readonly TypeRow[], asked: Asked): string {
  const { shown, hidden } = shorten(growthOf(before, now), asked);
  if (asked.format === "json") return json({ growth: shown });
  return shown.length === 0 ? `No type has grown.\n${hidden}` : `${growthTable(shown)}\n${hidden}`;
}

async function holdersAnswer(heap: Heap, { type, profile }: Holders, { depth, limit, format }: Asked): Promise<string> {
  const objects = objectsOf(heap, type);
  const [largest] = objects;
  if (largest === undefined) throw noObject(type, heap);
  const holders = holdersUpTo(largest, { depth, tooMany: limit });
  const chain = shortestChain(largest);
  const pictures = [holders, ...chain === null ? [] : [chain]];
  if (format === "svg") return referencesSvg(pictures);
  if (format === "dot") return referencesDot(pictures);
  const heldBy = commonHolders(objects);
  const origins = profile === null ? null : originsOf(type, loadProfile(profile));
  const row = typesOf(heap, objects.map(({ index }) => index));
  if (format === "json") return json({ types: row, holders: heldBy, backReferences: holders, chain, ...origins === null ? {} : { origins } });
  const more = heldBy.length > limit ? `Hidden: ${heldBy.length - limit} ways to be held beyond the ${limit} most common\n` : "";
  return [
    typesTable(row),
    holdersTable(heldBy.slice(0, limit)) + more,
    ...origins === null ? [] : [originsText(origins.slice(0, limit))],
    `Who holds the one that retains most:\n${referencesText(holders)}`,
    chain === null ? "Nothing holds it.\n" : `How it is held from a root:\n${chainText(chain)}`,
  ].join("\n");
}

/** The lines that created objects of the type, one each. */
function originsText(origins: readonly Origin[]): string {
  if (origins.length === 0) return "No line of the profile created them, as far as objects were traced (perline run --leaks).\n";
  const lines = origins.map(({ path, line, created, alive }) => `  ${visible(path)}:${line}: ${alive} alive at most, of ${created}\n`);
  return `Created by:\n${lines.join("")}`;
}

/** The rows to show, and a line that counts those that are not; empty where all are. */
function shorten<Row extends { type: string }>(rows: readonly Row[], { limit, internals }: Asked): { shown: Row[]; hidden: string } {
  const wanted = internals ? rows : rows.filter(({ type }) => !isInternal(type));
  const shown = wanted.slice(0, limit);
  const parts = [
    ...wanted.length > shown.length ? [`${wanted.length - shown.length} types beyond the first ${shown.length}`] : [],
    ...rows.length > wanted.length ? [`${rows.length - wanted.length} types of V8's and Node's own (--internals)`] : [],
  ];
  return { shown, hidden: parts.length === 0 ? "" : `Hidden: ${parts.join("; ")}\n` };
}

function noObject(type: string, heap: Heap): PerlineError {
  const likely = nearest(type, heap.types);
  return new PerlineError("usage", `there is no object of type ${JSON.stringify(type)} in the heap snapshot`, {
    hint: likely === null ? "Without --type, the types are listed." : `Did you mean ${likely}?`,
  });
}

/** For machines. New keys do not raise the version. */
function json(content: object): string {
  return `${JSON.stringify({ format: "perline-heap", version: 1, ...content }, null, 2)}\n`;
}
