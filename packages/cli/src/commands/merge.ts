/** `perline merge`: puts profiles together in one file, of any number and size. */
import { PerlineError, type Profile } from "@perline/format";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { named, notEmpty } from "../command-line/value.js";
import { ProgressLine } from "../progress-line.js";
import { requireWritable } from "../run/writable.js";
import { say } from "../say.js";

/** How it is called, and what it does. */
export const mergeCommand: Command = {
  name: "merge",
  summary: "put several profiles together in one",
  description: "Puts profiles together in one file. Processes and threads are kept apart, and a report of it adds them up; or they are added up here.",
  usage: ["[options] <profile...>"],
  words: { name: "profile", meaning: "as `perline run` or this command wrote it; .gz too", atLeast: 1, atMost: Infinity, passedOn: false },
  options: [
    { flags: "-o, --output <file>", meaning: "what to write, compressed where it ends in .gz; needed" },
    { flags: "--sum", meaning: "add up the processes of one script, their main threads, and their workers of one name: the size of one of them" },
  ],
  epilogue: `It takes little more memory than the largest of them, whatever their number. Where they are too long together for a file that can be
read again (half a gigabyte), they are added up as by --sum, and it says so.

Examples:
  $ perline merge -o all.perline.json first.json second.json
  $ perline merge --sum -o all.perline.json runs/*.perline.json`,
  run: merge,
};

async function merge(given: Given): Promise<void> {
  const [{ loadAll }, { requireDistinct }, { writeMerged }] = await Promise.all([
    import("../report/load.js"), import("../report/distinct.js"), import("../report/merged.js"),
  ]);
  const written = given.text("output");
  if (written === undefined) throw new PerlineError("usage", "the file to write is missing", { hint: "Name it with --output." });
  const output = named("output", () => notEmpty(written));
  requireDistinct(given.words, { what: "profile", output });
  requireWritable(output);
  const line = new ProgressLine(process.stderr);
  const profiles = (): Generator<Profile> => loadAll(given.words, (count) => line.show(`read ${count} of ${given.words.length} profiles`));
  const isSum = given.has("sum");
  let isSummed: boolean;
  try {
    isSummed = await writeMerged(profiles, { output, isSum });
  } finally {
    line.show("");
  }
  if (isSummed && !isSum) say(`the profiles are too long together to be read again: ${output} has their sums, as by --sum`);
}
