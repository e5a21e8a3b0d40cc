/**
 * From the text of a heap snapshot to a {@link Heap}. The text is read piece by piece and never held whole: it may be longer than
 * any string can be. Whatever is no whole snapshot is one sentence with a code.
 */
import { createReadStream, statSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { PerlineError } from "@perline/format";
import { Heap } from "./heap.js";
import { type Head, Rows } from "./rows.js";
import { loadToolkit } from "./toolkit.js";

/** How far reading has come. */
export interface Progress {
  /** What is being done: a phrase. */
  doing: string;
  /** How much of it is done, 0 to 1; null where that is not known. */
  share: number | null;
}

/** Told often while text is read, and before each step of the work that comes then. */
export type OnProgress = (progress: Progress) => void;

/**
 * Reads a snapshot from a file: what `v8.writeHeapSnapshot()`, `node --heapsnapshot-signal` or a browser's DevTools wrote.
 *
 * @throws PerlineError `snapshot-unreadable` where it is missing, cut off, damaged or something else
 */
export async function readHeap(file: string, onProgress: OnProgress = () => undefined): Promise<Heap> {
  try {
    return await heapFrom(decoded(bytesOf(file, onProgress)), onProgress);
  } catch (cause) {
    if (cause instanceof NoSnapshot) throw unreadable(cause.message, file, cause.cause);
    if (isRefusal(cause)) throw unreadable(`the heap snapshot cannot be read: ${cause.code}`, file, cause);
    throw cause;
  }
}

/** What is no heap snapshot, or no whole one; the message is a sentence. */
export class NoSnapshot extends Error {}

/**
 * Reads a snapshot from its text, in pieces of any length.
 *
 * @throws NoSnapshot
 */
export async function heapFrom(pieces: AsyncIterable<string>, onProgress: OnProgress = () => undefined): Promise<Heap> {
  const { HeapSnapshotLoader: { HeapSnapshotLoader }, SecondaryInitManager } = await loadToolkit();
  let isRead = false;
  const loader = new HeapSnapshotLoader({
    sendEvent: (kind, text) => { if (isRead && kind === "ProgressUpdate") onProgress({ doing: stepOf(text), share: null }); },
  });
  const parsed = loader.parsingComplete.then(() => null, faultOf);
  await handOver(pieces, loader);
  isRead = true;
  loader.close();
  // The reader has all that there is; where it still waits, then for what was cut off.
  const failure = await Promise.race([parsed, nextTurn(new NoSnapshot("the heap snapshot is cut off"))]);
  if (failure !== null) throw failure;
  const { port1, port2 } = new MessageChannel();
  try {
    new SecondaryInitManager(port2);
    return new Heap(await loader.buildSnapshot(port1));
  } catch (cause) {
    throw faultOf(cause);
  } finally {
    port1.close();
    port2.close();
  }
}

/** What the reader fails at. */
function faultOf(cause: unknown): NoSnapshot {
  const isTooLarge = cause instanceof RangeError && /string length|array length|allocation failed/i.test(cause.message);
  return new NoSnapshot(isTooLarge ? "the heap snapshot is too large" : "the heap snapshot is damaged", { cause });
}

/** What the reader does, in its words without their ornaments: `calculating distances`. */
function stepOf(told: string): string {
  const { string } = JSON.parse(told) as { string: string };
  return (string.slice(0, 1).toLowerCase() + string.slice(1)).replace(/[….]$/, "");
}

/** Gives the reader the text, and looks at it on the way. @throws NoSnapshot where it is none, or what the reader cannot read. */
async function handOver(pieces: AsyncIterable<string>, loader: { write(text: string): void }): Promise<void> {
  let start = "";
  let rows: Rows | null = null;
  for await (const piece of pieces) {
    if (rows !== null) {
      loader.write(piece);
      rows.take(piece);
      continue;
    }
    start += piece;
    if (!start.startsWith(opening.slice(0, start.length))) throw new NoSnapshot("this is no heap snapshot");
    const end = start.indexOf(firstList);
    if (end < 0 && start.length < longestHead) continue;
    rows = rowsBehind(start.slice(0, end));
    // Only now: in pieces of a few letters the reader would not find where the head begins.
    loader.write(start);
    rows.take(start.slice(end));
  }
  if (start === "") throw new NoSnapshot("the file is empty");
  if (rows === null || !rows.areAll) throw new NoSnapshot("the heap snapshot is cut off");
  if (!rows.areWhole) throw new NoSnapshot("the heap snapshot is damaged");
}

/** What V8 writes first, and what behind the head. */
const opening = '{"snapshot":{"meta":{';
const firstList = '"nodes":';
const longestHead = 1 << 20;

function rowsBehind(head: string): Rows {
  try {
    return new Rows((JSON.parse(`${head.trimEnd().replace(/,$/, "")}}`) as { snapshot: Head }).snapshot);
  } catch (cause) {
    throw faultOf(cause);
  }
}

/** Text from bytes, piece by piece. */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of pieces) yield decoder.decode(bytes, { stream: true });
}

/** A file's bytes, with how far they have come. */
async function* bytesOf(file: string, onProgress: OnProgress): AsyncGenerator<Uint8Array> {
  const { size } = statSync(file);
  let read = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>) {
    read += bytes.length;
    onProgress({ doing: "reading", share: read / size });
    yield bytes;
  }
}

const pieceBytes = 1 << 20;

function isRefusal(cause: unknown): cause is NodeJS.ErrnoException & { code: string } {
  return cause instanceof Error && "syscall" in cause && "code" in cause;
}

function unreadable(sentence: string, file: string, cause: unknown): PerlineError {
  return new PerlineError("snapshot-unreadable", sentence, {
    file, cause, hint: "Give what `v8.writeHeapSnapshot()`, `node --heapsnapshot-signal` or a browser's DevTools wrote.",
  });
}
