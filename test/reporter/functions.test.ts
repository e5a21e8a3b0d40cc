/** The table of functions: pstats' form, keys and restrictions. */
import { expect } from "chai";
import fc from "fast-check";
import { PerlineError, type Profile } from "@perline/format";
import { arrange, combineThreads, functionRows, mergeProfiles, parseFunctionOrder, parseRestriction, standardName } from "@perline/reporter";
import { untimed } from "../format/timed.js";
import { profileOf, randomPaths } from "./call-trees.js";
import { exported } from "./export.js";

const paths = {
  "main": 10_000_000, "main load": 100_000_000, "main load fib": 30_000_000, "main load fib fib": 20_000_000, "main fib": 5_000_000,
  "(main) (load) fib": 40_000_000,
};

/** What is thrown, as a person sees it. */
function refusal(action: () => unknown): string {
  try {
    action();
    return "nothing is thrown";
  } catch (error) {
    return error instanceof PerlineError ? error.describe() : String(error);
  }
}

describe("the functions report", () => {
  it("is pstats' table", async () => {
    expect(await exported("functions", profileOf(paths, { idleNs: 5_000_000 }), { restrict: [{ rows: 3 }] })).to.equal(`\
         10 function calls in 0.205000 seconds

   Ordered by: cumulative time
   List reduced from 5 to 3 due to restriction <3>

   ncalls   tottime     percall   cumtime     percall  filename:lineno(function)
        2  0.010000 0.005000000  0.165000 0.082500000  src/main.ts:10(main)
        2  0.100000 0.050000000  0.150000 0.075000000  src/main.ts:20(load)
      2/?  0.095000 0.047500000  0.095000           -  src/fib.ts:30(fib)

   n/?  recursive; how many of these calls were primitive is not known; it is under the exact clock

Duration: 0.210000000 s = self 0.205000000 + outside 0.000000000 + idle 0.005000000 (1 process, 1 thread)
Times: 1000 samples, one each 50 µs; a probe costs 0.6 ns
`);
  });

  it("has callers and callees, logical and physical", async () => {
    const tableOf = async (options: Parameters<typeof exported>[2]): Promise<string[]> => {
      const report = await exported("functions", profileOf(paths), { restrict: [{ pattern: /fib|load/ }], order: ["name"], ...options });
      return report.slice(report.indexOf("Function")).split("\n\n")[0]!.split("\n");
    };
    expect(await tableOf({ related: "callers" })).to.deep.equal([
      "Function              was called by...",
      "                              tottime       cumtime",
      "src/fib.ts:30(fib)    <-     0.070000      0.090000  src/main.ts:20(load)",
      "                             0.020000      0.020000  src/fib.ts:30(fib)",
      "                             0.005000      0.005000  src/main.ts:10(main)",
      "src/main.ts:20(load)  <-     0.100000      0.190000  src/main.ts:10(main)",
    ]);
    expect(await tableOf({ related: "callees", physical: true })).to.deep.equal([
      "Function              called...",
      "                              tottime       cumtime",
      "src/fib.ts:30(fib)    ->     0.020000      0.020000  src/fib.ts:30(fib)",
      "src/main.ts:20(load)  ->     0.030000      0.050000  src/fib.ts:30(fib)",
    ]);
  });

  it("has primitive calls, and calls of each caller, where the clock tells", async () => {
    const calls = { "main": 1, "main load": 3, "main load fib": 20, "main load fib fib": 1000, "main fib": 5, "(main) (load) fib": 2 };
    const profile: Profile = { ...profileOf(paths, { calls }), clock: "exact" };
    const table = await exported("functions", profile, { restrict: [{ rows: 3 }] });
    expect(table).to.match(/^ +1031 function calls in /);
    expect(table).to.include(`
        1  0.010000 0.010000000  0.165000 0.165000000  src/main.ts:10(main)
        3  0.100000 0.033333333  0.150000 0.050000000  src/main.ts:20(load)
  1027/27  0.095000 0.000092502  0.095000 0.003518519  src/fib.ts:30(fib)

Duration`);
    const callers = await exported("functions", profile, { restrict: [{ pattern: /fib|load/ }], order: ["name"], related: "callers" });
    expect(callers.slice(callers.indexOf("Function")).split("\n\n")[0]!.split("\n")).to.deep.equal([
      "Function              was called by...",
      "                             ncalls      tottime       cumtime",
      "src/fib.ts:30(fib)    <-         22     0.070000      0.090000  src/main.ts:20(load)",
      "                             1000/0     0.020000      0.020000  src/fib.ts:30(fib)",
      "                                  5     0.005000      0.005000  src/main.ts:10(main)",
      "src/main.ts:20(load)  <-          3     0.100000      0.190000  src/main.ts:10(main)",
    ]);
    expect(await exported("callgrind", profile)).to.match(/calls=22 30\n/).and.match(/calls=1000 30\n/);
  });

  it("has a table for each thread, and one of all", async () => {
    const [one, two] = [profileOf({ main: 1_000_000 }), profileOf({ main: 2_000_000, load: 4_000_000 })];
    two.processes[0]!.pid = 200;
    const merged = mergeProfiles([one, two]);
    expect(await exported("functions", merged)).to.match(/^ +20 function calls in 0\.007000 seconds\n/);
    const apart = await exported("functions", merged, { perThread: true });
    expect([...apart.matchAll(/^Process (\d+), thread 0 \(main\)\n +10 function calls in (\S+) seconds$/gm)].map(([, pid, seconds]) => [pid, seconds]))
      .to.deep.equal([["100", "0.001000"], ["200", "0.006000"]]);
  });

  it("says so where there is nothing to show", async () => {
    const none = await exported("functions", profileOf(paths), { function: /^nothing$/ });
    expect(none).to.match(/^ +10 function calls in 0\.205000 seconds\n[^]*\n {3}No function is shown\.\n\nHidden: 5 functions of other names\n/);
    for (const id of ["functions", "tree"]) {
      expect(await exported(id, { ...profileOf({}), processes: [] })).to.include("\nNothing was measured: the profile holds no process.\n");
    }
  });

  it("has calls alone where no time was measured, and await where something waited", async () => {
    const report = await exported("functions", untimed(profileOf(paths)), { order: ["name"] });
    expect(await exported("functions", untimed(profileOf(paths)))).to.include("   Ordered by: call count\n");
    expect(report).to.match(/^ +10 function calls\n\n {3}Ordered by: function name\n\n {3}ncalls {2}filename:lineno\(function\)\n {8}2 {2}src\/fib\.ts:30\(fib\)\n/);
    const waiting = profileOf({ main: 1_000_000 });
    const [counters] = waiting.processes[0]!.threads[0]!.counters;
    counters!.awaitNs = waiting.sources[0]!.probes.map((line) => (line === 0 ? 3_000_000_000 : 0));
    expect(await exported("functions", waiting)).to.match(/percall {5}await {2}filename:lineno\(function\)\n.* 3\.000000 {2}src\/main\.ts:10\(main\)\n/);
  });

  it("counts each nanosecond once in the column of self time, of any profile", async () => {
    await fc.assert(fc.asyncProperty(randomPaths, async (drawn) => {
      const report = await exported("functions", profileOf(drawn));
      const rows = [...report.matchAll(/^ +[\d/?]+ +(\d+\.\d{6}) +\S+ +(\d+\.\d{6}) +\S+ +\S+\(\w+\)$/gm)];
      expect(rows).to.have.length(5);
      const own = rows.reduce((sum, [, self]) => sum + Math.round(Number(self) * 1e6), 0);
      expect(own).to.equal(Object.values(drawn).reduce((sum, ns) => sum + ns / 1000, 0));
      for (const [, self, total] of rows) expect(Number(self)).to.be.at.most(Number(total));
    }));
  });
});

describe("the order of functions", () => {
  const rows = combineThreads(profileOf(paths)).flatMap(functionRows);

  it("is asked for by pstats' keys, by beginnings of them, and by several", () => {
    expect(parseFunctionOrder("cumulative,ncalls,tottime,nfl,stdname,module"))
      .to.deep.equal(["cumulative", "calls", "internal", "nfl", "stdname", "file"]);
    expect(parseFunctionOrder("cum, ca, tott, l, a")).to.deep.equal(["cumulative", "calls", "internal", "line", "await"]);
  });

  it("is refused where it is none, or means several", () => {
    for (const text of ["", "c", "n", "t", "colour", "cumulative,", "constructor"]) {
      expect(refusal(() => parseFunctionOrder(text)), text).to.match(/ is no key to sort by \(usage\)\. Use one of calls, ncalls, /);
    }
  });

  it("has figures go down and names up, the next key where one says nothing", () => {
    const names = (order: Parameters<typeof arrange>[1]["order"], reverse = false): string[] => (
      arrange(rows, { order, reverse, restrict: [] }).shown.map(({ name }) => name)
    );
    expect(names(["internal"]).slice(0, 3)).to.deep.equal(["load", "fib", "main"]);
    expect(names(["name"])).to.deep.equal(["fib", "format", "load", "main", "pad"]);
    expect(names(["calls", "name"])).to.deep.equal(["fib", "format", "load", "main", "pad"]);
    expect(names(["name"], true)).to.deep.equal(["pad", "main", "load", "format", "fib"]);
    expect(names(["stdname"])).to.deep.equal(["format", "pad", "fib", "main", "load"]);
  });

  it("is cut down by numbers, fractions and patterns, in their order, and says by what", () => {
    const restrict = ["main.ts|fib", "0.5", "1"].map(parseRestriction);
    const { shown, notes } = arrange(rows, { order: ["name"], reverse: false, restrict });
    expect(shown.map(standardName)).to.deep.equal(["src/fib.ts:30(fib)"]);
    expect(notes).to.deep.equal([
      "Ordered by: function name",
      "List reduced from 5 to 3 due to restriction <'main.ts|fib'>",
      "List reduced from 3 to 2 due to restriction <0.5>",
      "List reduced from 2 to 1 due to restriction <1>",
    ]);
    expect(arrange(rows, { order: [], reverse: false, restrict: [parseRestriction("1.0"), parseRestriction("99")] }).notes).to.deep.equal([]);
    expect(refusal(() => parseRestriction("("))).to.match(/^"\(" is neither a number, nor a fraction, nor a regular expression \(usage\)\./);
  });

  it("cuts no more and no less than each restriction says, in any order", () => {
    const one = fc.oneof(
      fc.nat(6).map((count) => ({ rows: count })), fc.double({ min: 0.01, max: 1, noNaN: true }).map((share) => ({ share })),
      fc.constantFrom(/main/u, /fib/u, /:1/u).map((pattern) => ({ pattern })),
    );
    fc.assert(fc.property(fc.array(one, { maxLength: 4 }), (restrict) => {
      let expected = arrange(rows, { order: ["name"], reverse: false, restrict: [] }).shown;
      for (const each of restrict) {
        if ("rows" in each) expected = expected.slice(0, each.rows);
        else if ("share" in each) expected = expected.slice(0, Math.round(expected.length * each.share));
        else expected = expected.filter((row) => each.pattern.test(standardName(row)));
      }
      expect(arrange(rows, { order: ["name"], reverse: false, restrict }).shown).to.deep.equal(expected);
    }));
  });
});
