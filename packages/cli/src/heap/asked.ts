/** What is asked of a heap snapshot, as it was typed. */
import { PerlineError } from "@perline/format";
import type { TypeOrder } from "@perline/heap";
import type { Given } from "../command-line/given.js";
import { oneOf } from "../command-line/value.js";

/** How an answer is written. */
export type HeapFormat = "text" | "json" | "svg" | "dot";

/** What is asked. */
export interface Asked {
  /** What of: all types, what has grown since an older snapshot, what native code alone holds, or who holds objects of a type. */
  question: { about: "types" | "leaking" } | { about: "growth"; older: string } | { about: "holders"; type: string; profile: string | null };
  format: HeapFormat;
  sort: TypeOrder;
  /** So many types, or holders of one object. */
  limit: number;
  /** References to follow. */
  depth: number;
  /** Whether V8's and Node's own types are shown. */
  internals: boolean;
}

const formats: readonly [HeapFormat, ...HeapFormat[]] = ["text", "json", "svg", "dot"];
const orders: readonly [TypeOrder, ...TypeOrder[]] = ["count", "shallow", "retained"];

/**
 * Reads what was typed.
 *
 * @throws PerlineError `usage`
 */
export function askedBy(given: Given): Asked {
  const question = questionOf(given);
  const format = oneOf("--format", given.text("format"), formats);
  if (question.about !== "holders" && (format === "svg" || format === "dot")) {
    throw new PerlineError("usage", `--format ${format} is a picture of who holds what`, { hint: "Name a type with --type." });
  }
  return {
    question, format,
    sort: oneOf("--sort", given.text("sort"), orders),
    limit: countOf("--limit", given.text("limit"), 10),
    depth: countOf("--depth", given.text("depth"), 3),
    internals: given.has("internals"),
  };
}

function questionOf(given: Given): Asked["question"] {
  const both = ["type", "compare", "leaking"].filter((option) => given.has(option));
  if (both.length > 1) throw new PerlineError("usage", `--${both.join(" and --")} are questions of their own`, { hint: "Ask one after the other." });
  const [type, older] = [given.text("type"), given.text("compare")];
  const profile = given.text("profile") ?? null;
  if (profile !== null && type === undefined) {
    throw new PerlineError("usage", "--profile tells which lines created the objects of a type", { hint: "Name a type with --type." });
  }
  if (type !== undefined) return { about: "holders", type, profile };
  if (older !== undefined) return { about: "growth", older };
  return { about: given.has("leaking") ? "leaking" : "types" };
}

function countOf(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new PerlineError("usage", `${option} must be a whole number, not ${JSON.stringify(text)}`);
}
