/**
 * A program's entry, instrumented ahead by the process that starts the program, while Node comes up in the program's own. A
 * program that loads no other file then needs no instrumenter at all.
 *
 * It is good for the very text it was made from, and for nothing else.
 */
import type { SourceAnswer, SourceMessage, SourceRequest } from "./protocol.js";

/** What was prepared: plain data, handed from process to process and from thread to thread. */
export interface PreparedEntry {
  /** Absolute, as Node will name it. */
  filename: string;
  text: string;
  /** Whether Node is to lead its stack traces by source maps. */
  leadsTraces: boolean;
  answer: SourceAnswer;
  /** What the sampler is to hear of it, before its code is handed out. */
  messages: SourceMessage[];
}

/** What a trace is led back from, for a file that runs as an answer says; null where nothing is to be led back here. */
export function codeBehind({ code, hasMap }: SourceAnswer): string | null {
  return hasMap ? null : code;
}

/** The answer to a request for the prepared file; null where it is another one, or is wanted otherwise. */
export function answerFrom(entry: PreparedEntry, { filename, text, goal, only, leadsTraces }: Omit<SourceRequest, "kind">): SourceAnswer | null {
  const { answer } = entry;
  if (filename !== entry.filename || text !== entry.text || leadsTraces !== entry.leadsTraces) return null;
  if (goal !== null && goal !== answer.goal) return null;
  // Named alone: who asked cannot run it, and somebody else will ask.
  return only === null || only === answer.goal ? answer : { ...answer, code: null, hasMap: false, error: null };
}
