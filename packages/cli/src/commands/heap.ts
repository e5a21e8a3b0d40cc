/** `perline heap`: what is in a heap snapshot, what has grown, and who holds it. */
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { named, notEmpty } from "../command-line/value.js";

/** How it is called, and what it does. */
export const heapCommand: Command = {
  name: "heap",
  summary: "tell what is in a heap snapshot, and who holds it",
  description: "Prints the types that there is most of in a heap snapshot, with the bytes of their objects (shallow) and those that "
    + "would be free without them (retained); or what has grown since another one; or who holds the objects of one type.",
  usage: ["[options] <file>"],
  words: { name: "file", meaning: "what v8.writeHeapSnapshot() or a browser's DevTools wrote", atLeast: 1, atMost: 1, passedOn: false },
  options: [
    { flags: "--type <name>", meaning: "who holds objects of this type, and the way from a root to the one that retains most" },
    { flags: "--profile <file>", meaning: "of --type: the lines that created them too, as perline run --leaks has traced" },
    { flags: "--compare <older>", meaning: "what there is more of than in an older snapshot of the same program" },
    { flags: "--leaking", meaning: "objects that native code alone holds, by their types" },
    { flags: "-f, --format <id>", meaning: "text (default), json, or, of --type, svg and dot" },
    { flags: "-o, --output <file>", meaning: "write there and not to stdout" },
    { flags: "-t, --sort <key>", meaning: "count (default), shallow or retained" },
    { flags: "-n, --limit <count>", meaning: "show that many types, or holders of one object; 10 unless told" },
    { flags: "--depth <count>", meaning: "follow holders so far; 3 unless told" },
    { flags: "--internals", meaning: "show types of V8's and Node's own too" },
  ],
  epilogue: `Examples:
  $ perline heap app.heapsnapshot
  $ perline heap --compare before.heapsnapshot after.heapsnapshot
  $ perline heap --type Session --format svg -o session.svg app.heapsnapshot`,
  run: askOfHeap,
};

async function askOfHeap(given: Given): Promise<void> {
  const { words: [file = ""] } = given;
  const [{ answerFrom }, { askedBy }, { requireDistinct }, { print }] = await Promise.all([
    import("../heap/answer.js"), import("../heap/asked.js"), import("../report/distinct.js"), import("../report/print.js"),
  ]);
  const asked = askedBy(given);
  const output = given.has("output") ? named("output", () => notEmpty(given.text("output") ?? "")) : null;
  const { question } = asked;
  const files = question.about === "growth" ? [question.older, file] : [file];
  requireDistinct(files, { what: "heap snapshot", output });
  await print([await answerFrom(file, asked)], output);
}
