/** The tracers against counters that others made: istanbul's for statements, V8's precise coverage for blocks. */
import { expect } from "chai";
import fc from "fast-check";
import { progress, runs, seed } from "../effort.js";
import { countByIstanbul, countByV8, type CountedProgram, type StatementCount } from "../transform/count-oracles.js";
import { truthOf } from "./judge.js";
import { programs } from "./programs.js";
import type { TracedProgram } from "./tracers.js";
import { World } from "./world.js";

/** A run of a text in a world of its own. */
function inWorld(text: string): CountedProgram {
  const world = new World();
  return { text, names: world.names(), settled: () => world.idle() };
}

/**
 * A line that opens a block which V8 does not count: one that follows what stands before it, if labelled or a `try` statement's.
 * Static blocks are part of a function of all static members, which may begin and end around those of instances, and within them.
 */
const uncountedBlock = /(?:^|[;}] ?)(?:\w+: )?(?:try )?\{$|^static \{$/;

/**
 * The statements that V8 can speak of: the first of a block that it counts, since it takes a call that throws for one that returns.
 * A generator's block counts when it is called, which need not start it; a default in a loop's pattern moves the count of its body.
 */
function blockStarts({ bare }: TracedProgram, statements: readonly StatementCount[]): StatementCount[] {
  const texts = bare.split("\n");
  const generators = /\* ?[fm]\d/.test(bare);
  if (generators) return [];
  return statements.filter(({ line }) => {
    const before = texts[line - 2] ?? "";
    return before.endsWith("{") && !uncountedBlock.test(before) && !/\*|length/.test(before) && !texts[line - 1]?.endsWith("{");
  });
}

/** How a statement starts that only istanbul counts; one may stand behind another on its line, and `with` has one as its body. */
const uncountedStatement = /^(?:\w+: )?(?:try |do |\{|quiet\(inside\))/;

/** The statements that istanbul counted and a tracer does, where it is the only one on its line. */
function tracedStatements({ bare, statementLines }: TracedProgram, statements: readonly StatementCount[]): StatementCount[] {
  const texts = bare.split("\n");
  return statements.filter(({ line, column }) => statementLines.has(line) && !uncountedStatement.test(texts[line - 1]?.slice(column) ?? ""));
}

/** What other counters say of a program against its tracers. */
async function compare(program: TracedProgram): Promise<number> {
  const { hits } = await truthOf(program);
  const statements = tracedStatements(program, await countByIstanbul(inWorld(program.bare)));
  const expectSame = (counter: string, { line, hits: count }: StatementCount): void => {
    expect(`line ${line}: ${count} hits by ${counter}`).to.equal(`line ${line}: ${hits[line] ?? 0} hits by ${counter}`);
  };
  for (const statement of statements) expectSame("istanbul", statement);
  for (const block of await countByV8(inWorld(program.bare), blockStarts(program, statements))) expectSame("V8", block);
  return statements.length;
}

describe(`hits of random programs (seed ${seed})`, function () {
  this.timeout(3_600_000);

  it("are what istanbul and V8 count", async () => {
    let compared = 0;
    const numRuns = runs({ check: 15, nightly: 500 });
    const tell = progress("programs", numRuns);
    const property = fc.asyncProperty(programs, async (program) => {
      tell();
      compared += await compare(program);
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
    expect(compared).to.be.above(10 * numRuns);
  });
});
