/** V8's compiler works for the program: it leaves the sampler alone, and what it is told for that is nothing to the program. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inTemporaryFolder, perline, runWell } from "../runs.js";

const script = join(__dirname, "fixtures", "unoptimised.cjs");

/** The functions that V8 says it has optimised; a getter by its property. */
function optimised(output: string): string[] {
  return [...output.matchAll(/\[completed compiling 0x\w+ <JSFunction (?:get )?(\w+)/g)].map(([, name]) => name!);
}

describe("Code that is left unoptimised", () => {
  it("is that of the methods which were named, and no other", async () => {
    const { stdout } = await runWell(["--trace-opt", script]);
    const names = optimised(stdout);
    expect(names).to.include.members(["otherMethod", "otherGetter"]);
    expect(names).to.not.include("leftMethod");
    expect(names).to.not.include("leftGetter");
    expect(stdout.trim().split("\n").at(-1)).to.equal("SyntaxError");
  });

  it("is so where the program may use V8's own syntax, and still may", async () => {
    const { stdout } = await runWell(["--trace-opt", "--allow-natives-syntax", script]);
    expect(optimised(stdout)).to.include("otherMethod").and.not.include("leftMethod");
    expect(stdout.trim().split("\n").at(-1)).to.equal("allowed");
  });

  it("is the sampler's that runs at each look", () => inTemporaryFolder(async (folder) => {
    const program = join(folder, "program.js");
    writeFileSync(program, "function busy(ms) {\n  for (const end = Date.now() + ms; Date.now() < end;) turn();\n}\nfunction turn() {}\nbusy(1500);\n");
    const { stdout } = await runWell([perline, "run", "--node-arg=--trace-opt", program], { cwd: folder });
    const names = optimised(stdout);
    expect(names).to.include("turn");
    for (const name of ["chargeUntil", "glance", "learnUpTo", "look", "observe", "settleUpTo", "take", "watch"]) expect(names).to.not.include(name);
  }));
});
