/** The running line: at every call, the shadow stack shows the lines V8 shows. */
import { expect } from "chai";
import type { EditKind } from "@perline/transform";
import { execute } from "./instrumented-program.js";
import { judge, linesOfStack } from "./oracle.js";
import { corpus } from "./running-line.corpus.js";

/** An asynchronous source that is not instrumented: V8 shows its consumer below it, where ours has been suspended already. */
async function* plainSource(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  await new Promise((done) => setImmediate(done));
  yield 3;
}

describe("the running line equals V8's", () => {
  for (const clock of ["sampled", "exact"] as const) {
    for (const [name, text] of Object.entries(corpus)) {
      it(`${name} (${clock})`, async () => {
        const { comparisons, differences, depth } = await judge(text, { clock, names: { plainSource } });
        expect(comparisons).to.have.length.above(2);
        expect(differences).to.deep.equal([]);
        expect(depth).to.equal(0);
      });
    }
  }
});

describe("V8 shows the lines of the program as it is", () => {
  for (const [name, text] of Object.entries(corpus)) {
    it(name, async () => {
      const lines: string[] = [];
      const check = <T>(value: T): T => {
        lines.push(linesOfStack());
        return value;
      };
      await execute(text, { check, plainSource });
      await new Promise((done) => setImmediate(done));
      const { comparisons } = await judge(text, { names: { plainSource } });
      expect(comparisons.map(({ v8 }) => v8)).to.deep.equal(lines);
    });
  }
});

describe("the oracle notices", () => {
  const positional: readonly EditKind[] = ["line", "turn", "before", "after", "suspend", "catch", "closing"];
  for (const kind of positional) {
    it(`a printer that forgets every "${kind}"`, async () => {
      const verdicts = await Promise.all(
        Object.values(corpus).map((text) =>
          judge(text, { keeps: (edit) => edit.kind !== kind, names: { plainSource } }).then(
            ({ differences, depth }) => differences.length > 0 || depth !== 0,
            () => true,
          ),
        ),
      );
      expect(verdicts).to.include(true);
    });
  }
});
