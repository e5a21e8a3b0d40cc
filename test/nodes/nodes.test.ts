/** perline on the other Nodes that it supports: a slice of the tests passes there in `check`, all of them under `--nightly`. */
import { expect } from "chai";
import { join } from "node:path";
import { nightly, seed } from "../effort.js";
import { root } from "../runs.js";
import { executableOf, installOtherNodes, otherMajors, packageFor } from "./other-nodes.js";
import { run, slice, whole, type Selection, type SuiteResult } from "./suite.js";

const oneOf = 30;
const minutes = 60_000;

/** Platforms for which there are packages of all versions: a missing one is a mistake there. */
const complete = new Set(["linux-x64", "linux-arm64"]);

/** Shows what all tests of a Node print, an hour of it on a busy machine; of a slice nobody waits for it. */
function tell(major: number): (part: string) => void {
  return (part) => void (nightly && process.stdout.write(part.replace(/^(?=.)/gm, `      Node ${major} | `)));
}

describe(`other Nodes (${nightly ? "all tests" : `one test of ${oneOf}`}, seed ${seed})`, function () {
  this.timeout((nightly ? 60 : 10) * minutes);
  let selection: Selection;
  const begun = new Map<number, Promise<SuiteResult>>();
  const resultOf = (major: number, name: string): Promise<SuiteResult> => {
    const result = begun.get(major) ?? run(executableOf(name), selection, tell(major));
    begun.set(major, result);
    return result;
  };

  before("are installed", async () => {
    installOtherNodes();
    selection = nightly ? [...whole, `--seed=${seed}`] : await slice(oneOf, seed);
    // Side by side; but among all tests there are some that write to the same folders.
    const named = otherMajors.map((major) => ({ major, name: packageFor(major) }));
    if (!nightly) for (const { major, name } of named) if (name !== null) void resultOf(major, name);
  });

  for (const major of otherMajors) {
    const name = packageFor(major);
    const platform = `${process.platform}-${process.arch}`;
    it(`pass: Node ${major}${name === null ? ` (not run: npm has no package of it for ${platform})` : ""}`, async function () {
      if (name === null && !complete.has(platform)) return this.skip();
      const { code, text } = await resultOf(major, name ?? "");
      const summary = text.search(/^ +\d+ passing/m);
      if (code !== 0 || summary < 0) throw new Error(text.slice(Math.max(summary, 0)));
    });
  }

  it("fail where a test fails", async () => {
    const { code, text } = await run(process.execPath, ["--no-config", join(root, "test", "nodes", "fixtures", "failing.cjs")]);
    expect([code, /^ +1 failing/m.test(text)]).to.deep.equal([1, true]);
  });
});
