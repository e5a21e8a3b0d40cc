/** Go's pprof, as it prints a profile. */
import { answerOf } from "./readers.js";
import type { Subject } from "./subjects.js";

function ask({ folder, profile: { root } }: Subject, args: readonly string[]): string {
  return answerOf("go", ["tool", "pprof", ...args], { cwd: root, env: { PPROF_TMPDIR: folder } });
}

/** The table of `-top -lines` in whole units, without what has no line: its own figure, and that with what it called. */
export function topLines(subject: Subject, file: string, sample: readonly string[]): Map<string, [flat: number, cum: number]> {
  const answer = ask(subject, ["-top", "-lines", "-nodecount=100000", "-nodefraction=0", "-edgefraction=0", ...sample, file]);
  const rows = answer.matchAll(/^ *([\d.]+)[a-zA-Z]* +\S+% +\S+% +([\d.]+)[a-zA-Z]* +\S+% +(.+:\d+)$/gm);
  return new Map([...rows].map(([, flat, cum, place]) => [place!, [Number(flat), Number(cum)]]));
}

/** The row of `-list` for a line of a function, hits in front. */
export function listedLine(subject: Subject, file: string, { name, line }: { name: string; line: number }): string | undefined {
  const listing = ask(subject, ["-sample_index=hits", `-list=^${name.replace(/[.<>]/g, "\\$&")}$`, file]);
  return listing.split("\n").find((row) => row.includes(` ${line}:`));
}

/** What the file says of itself. */
export function comments(subject: Subject, file: string): string {
  return ask(subject, ["-comments", file]);
}
