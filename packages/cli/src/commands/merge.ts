/** `perline merge`: puts profiles together in one file, of any number and size. */
import { PerlineError } from "@perline/format";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { named, notEmpty } from "../command-line/value.js";
import { ProgressLine } from "../progress-line.js";
import { requireWritable } from "../run/writable.js";

/** How it is called, and what it does. */
export const mergeCommand: Command = {
  name: "merge",
  summary: "put several profiles together in one",
  description: "Puts profiles together in one file. Processes and threads are kept apart, and a report of it adds them up.",
  usage: ["[options] <profile...>"],
  words: { name: "profile", meaning: "as `perline run` or this command wrote it; .gz too", atLeast: 1, atMost: Infinity, passedOn: false },
  options: [
    { flags: "-o, --output <file>", meaning: "what to write, compressed where it ends in .gz; needed" },
  ],
  epilogue: `It takes little more memory than the largest of them, whatever their number.

Examples:
  $ perline merge -o all.perline.json first.json second.json`,
  run: merge,
};

async function merge(given: Given): Promise<void> {
  const [{ loadAll }, { requireDistinct }, { replaceFile }, { mergedText }] = await Promise.all([
    import("../report/load.js"), import("../report/distinct.js"), import("../report/replace.js"), import("@perline/reporter"),
  ]);
  const written = given.text("output");
  if (written === undefined) throw new PerlineError("usage", "the file to write is missing", { hint: "Name it with --output." });
  const output = named("output", () => notEmpty(written));
  requireDistinct(given.words, { what: "profile", output });
  requireWritable(output);
  const line = new ProgressLine(process.stderr);
  const profiles = loadAll(given.words, (count) => line.show(`read ${count} of ${given.words.length} profiles`));
  try {
    await replaceFile(output, mergedText(profiles));
  } finally {
    line.show("");
  }
}
