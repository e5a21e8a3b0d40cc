/** Hits against two independent counters, over the corpus: istanbul's statements and V8's blocks. */
import { expect } from "chai";
import { countByIstanbul, countByV8, type StatementCount } from "./count-oracles.js";
import { hitsByLine, run } from "./instrumented-program.js";
import { corpus } from "./running-line.corpus.js";

/** Lines on which hits are more, or less, than statement starts: headers, cases, catches, parts; `do`, `try` and labels. */
const otherPattern = /\b(for|while|case|catch|yield|await|do|try)\b|^\s*[\])}]*\s*[.?:&|[]|=>/;

const quiet = { check: <T>(value: T): T => value, log: (): void => undefined };

/** The largest count of the statements that start on a line. */
function byLine(counts: readonly StatementCount[]): Map<number, number> {
  const lines = new Map<number, number>();
  for (const { line, hits } of counts) lines.set(line, Math.max(lines.get(line) ?? 0, hits));
  return lines;
}

describe("hits equal those of other counters", () => {
  // V8 and istanbul do not take part in names that are looked up on a proxy.
  const unfit = /with statement|async iteration|eval/;
  const programs = Object.entries(corpus).filter(([name]) => !unfit.test(name));
  let compared = 0;
  for (const [name, text] of programs) {
    it(name, async () => {
      const instrumented = run(text, quiet);
      await instrumented.result;
      const ours = hitsByLine(instrumented);
      const texts = text.split("\n");
      const statements = await countByIstanbul({ text, names: quiet });
      const istanbul = byLine(statements);
      const v8 = byLine(await countByV8({ text, names: quiet }, statements));
      for (const [line, hits] of istanbul) {
        if (otherPattern.test(texts[line - 1] ?? "")) continue;
        expect(`line ${line}: ${ours[line]} hits`).to.equal(`line ${line}: ${hits} hits`);
        expect(`line ${line}: ${v8.get(line) ?? hits} hits`).to.equal(`line ${line}: ${hits} hits`);
        compared++;
      }
    });
  }
  after(() => expect(compared).to.be.above(150));
});
