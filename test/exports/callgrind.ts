/** Callgrind's own program that shows a file beside the sources. */
import { answerOf } from "./readers.js";
import { type ByLine, some, type Subject } from "./subjects.js";

const number = (text: string): number => Number(text.replaceAll(",", ""));

/** What it prints beside the lines of the sources, of one event; without what lines called. */
export function annotated({ profile: { root } }: Subject, file: string, event: string): ByLine {
  const args = ["--auto=yes", "--threshold=100", "--context=100000", `--show=${event}`, file];
  const answer = answerOf("callgrind_annotate", args, { cwd: root });
  const found: [string, number][] = [];
  for (const part of answer.split(/^-- Auto-annotated source: /m).slice(1)) {
    const [path = "", , , , ...rows] = part.split("\n");
    const end = rows.indexOf("");
    const lines = rows.slice(0, end).filter((row) => !/=> .* \(\d+x\)$/.test(row));
    lines.forEach((row, index) => found.push([`${path}:${index + 1}`, number(/^ *([\d,]+) /.exec(row)?.[1] ?? "0")]));
  }
  return some(found);
}
