/**
 * Every example runs as its README says, prints what it prints bare, and shows in the report what its README promises.
 *
 * Sizes are small, so that counts are quick; the sizes a person sees are measured by the benchmarks.
 */
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../runs.js";
import { builds } from "./builds.js";
import { runExample, type ExampleRun } from "./run-example.js";
import { sizes } from "./sizes.js";

/** Examples that have tests of their own: of memory and leaks, and of a page, in a browser. */
const elsewhere = ["database", "leak", "memory", "vite-react"];

describe("examples", () => {
  const runs = new Map<string, ExampleRun>();
  const run = (name: string): ExampleRun => {
    const found = runs.get(name);
    if (found === undefined) throw new Error(`example ${name} did not run`);
    return found;
  };

  it("are all here", () => {
    const folders = readdirSync(join(root, "examples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name)).to.have.members([...Object.keys(sizes), ...Object.keys(builds), ...elsewhere]);
  });

  for (const [name, env] of Object.entries(sizes)) {
    describe(name, () => {
      before(async () => {
        runs.set(name, await runExample(name, env));
      });

      it("has a README of at most five lines", () => {
        const text = readFileSync(join(root, "examples", name, "README.md"), "utf8");
        expect(text.trimEnd().split("\n")).to.have.length.of.at.most(5);
      });

      it("prints first what it prints bare, then the report", () => {
        const { bareOutput, output } = run(name);
        expect(bareOutput).not.to.equal("");
        expect(output.startsWith(bareOutput)).to.equal(true);
        expect(output).to.match(/Line #\s+Hits\s+Time\s+Per Hit\s+% Time/);
      });

      it("accounts for every nanosecond, and no line shows more than the run", () => {
        const { report } = run(name);
        const lines = report.files.flatMap((file) => file.lines);
        const self = lines.reduce((sum, line) => sum + line.selfNs!, 0);
        expect(self + report.outsideNs! + report.idleNs!).to.equal(report.durationNs);
        for (const line of lines) expect(line.totalNs).to.be.at.most(report.durationNs!);
        expect(report.complete).to.equal(true);
      });
    });
  }

  describe("in their reports", () => {
    it("generator counts its five lines exactly", () => {
      const { hits } = run("generator");
      expect(hits("main.ts", "for (let n = 0;")).to.equal(1001);
      expect(hits("main.ts", "yield n;")).to.equal(1000);
      expect(hits("main.ts", "for (const n of numbers(count))")).to.equal(1001);
      expect(hits("main.ts", "sum += n;")).to.equal(1000);
      expect(hits("main.ts", "return sum;")).to.equal(1);
    });

    it("prime-sieve measures the functions that are marked and no others", () => {
      const { report, hits } = run("prime-sieve");
      const names = report.files.flatMap((file) => file.functions.filter((fn) => (fn.calls ?? 0) > 0).map((fn) => fn.name));
      expect(names).to.have.members(["sieve", "Primes.list", "widestGap"]);
      expect(hits("main.ts", "primes.push(n)")).to.equal(999);
      expect(hits("main.ts", "for (let i = 1; i < primes.length")).to.equal(168);
    });

    it("async-pipeline waits on the lines that sleep, and hardly works anywhere", () => {
      const { report, line } = run("async-pipeline");
      expect(line("main.ts", "await sleep(20);").hits).to.equal(12);
      const waited = line("main.ts", "await sleep(20);").awaitNs! + line("main.ts", "await sleep(10);").awaitNs!;
      const everything = report.files.flatMap((file) => file.lines);
      expect(waited).to.be.greaterThan(12 * 25e6);
      expect(line("main.ts", "await sleep(20);").selfNs).to.be.below(line("main.ts", "await sleep(20);").awaitNs! / 2);
      expect(line("main.ts", "has a body of").awaitNs).to.equal(0);
      expect(everything.some((each) => each.awaitNs! < 0)).to.equal(false);
      expect(report.files.flatMap((file) => file.functions).every((fn) => fn.pending === 0)).to.equal(true);
    });

    it("class-recursion counts each call of every class of the hierarchy", () => {
      const { report } = run("class-recursion");
      const calls = Object.fromEntries(report.files.flatMap((file) => file.functions.map((fn) => [fn.name, fn.calls])));
      expect(calls).to.include({
        build: 1023, "Constant.evaluate": 512, "Constant.depth": 512, "Binary.depth": 511, "Expression.describe": 1,
      });
      expect((calls["Sum.evaluate"] ?? 0) + (calls["Product.evaluate"] ?? 0)).to.equal(511);
    });

    it("slow-report puts the search first, in its own file", () => {
      const { report, line } = run("slow-report");
      const byHits = report.files.flatMap((file) => file.lines).sort((a, b) => (b.hits ?? 0) - (a.hits ?? 0));
      const search = [line("revenue.ts", "for (const customer of this.customers)"), line("revenue.ts", "if (customer.id")];
      expect(byHits.slice(0, 2)).to.have.members(search);
      expect(search[1]?.hits).to.be.greaterThan(20 * 600);
      expect(line("main.ts", "revenue.add(order);").hits).to.equal(600);
      expect(report.files.map((file) => file.path.split("/").at(-1))).to.have.members(["main.ts", "revenue.ts", "shop.ts", "model.ts"]);
    });
  });
});
