/** The text report, to the letter: line_profiler's own output as the model, then each thing that is ours. */
import { type Profile } from "@perline/format";
import { expect } from "chai";
import { buildProfile, type FunctionSpec, type SourceSpec } from "../format/build-profile.js";
import { exampleProfile } from "../format/example.js";
import { textOf } from "./export.js";

/** One function in a file of its own, its source from line 1 on. */
function oneFunction(
  source: string[],
  lines: FunctionSpec["lines"],
  { fn = {}, ...others }: Partial<SourceSpec> & { fn?: Partial<FunctionSpec> } = {},
): Profile {
  const functions = [{ name: "work", line: 1, endLine: source.length, calls: 1, lines, ...fn }];
  return buildProfile({ sources: [{ path: "src/work.ts", text: source.join("\n"), functions, ...others }] });
}

/** The lines of the first table, from its header on. */
function table(report: string): string[] {
  const lines = report.split("\n");
  const start = lines.findIndex((line) => line.trimStart().startsWith("Line #"));
  return lines.slice(start, lines.indexOf("", start));
}

describe("the text report", () => {
  it("is line_profiler's for a program it measured", async () => {
    const text = [
      "", "", "", "",
      "def is_prime(n):", "    '''", "    Check if n is prime.", "    '''", "    max_val = n ** 0.5",
      "    for i in range(2, int(max_val + 1)):", "        if n % i == 0:", "            return False", "    return True",
    ].join("\n");
    const lines = [
      { line: 9, hits: 100_000, self: 14_178_000 }, { line: 10, hits: 2_755_287, self: 313_514_100 },
      { line: 11, hits: 2_745_693, self: 368_716_600 }, { line: 12, hits: 90_406, self: 11_462_900 },
      { line: 13, hits: 9_594, self: 922_000 },
    ];
    const functions = [{ name: "is_prime", line: 5, endLine: 13, calls: 100_000, total: 708_793_600, lines }];
    const report = await textOf(buildProfile({ sources: [{ path: "demo_src.py", text, functions }] }));
    expect(report).to.equal(`Timer unit: 1e-06 s

Total time: 0.708794 s
File: demo_src.py
Function: is_prime at line 5

Line #      Hits         Time  Per Hit   % Time  Line Contents
==============================================================
     5                                           def is_prime(n):
     6                                               '''
     7                                               Check if n is prime.
     8                                               '''
     9    100000      14178.0      0.1      2.0      max_val = n ** 0.5
    10   2755287     313514.1      0.1     44.2      for i in range(2, int(max_val + 1)):
    11   2745693     368716.6      0.1     52.0          if n % i == 0:
    12     90406      11462.9      0.1      1.6              return False
    13      9594        922.0      0.1      0.1      return True

Duration: 0.708793600 s = self 0.708793600 + outside 0.000000000 + idle 0.000000000 (1 process, 1 thread)
Times: 1000 samples, one each 50 µs; a probe costs 0.6 ns

  0.71 seconds - demo_src.py:5 - is_prime
`);
  });

  it("shows columns of ours where they hold something, tells recursion, pending awaits and lines that cannot be counted", async () => {
    expect(await textOf(exampleProfile(), { function: /^rest$/ })).to.equal(`Timer unit: 1e-06 s

Total time: 0.000095 s (0.06 s await, 2 activations pending)
File: src/rest.ts
Function: rest at line 1

Line #      Hits         Time  Per Hit   % Time        Await         Self   Throws  Pending  Line Contents
==========================================================================================================
     1                                                                                       export async function rest(n) {
     2         6         10.0      1.7     10.5                      10.0                      if (n > 0)
     3         5         95.0     19.0    100.0      60000.0         85.0                 2      await rest(n - 1);
     4         -          0.0               0.0                       0.0        1             throw n;
     5                                                                                       }
Recursive: lines hold the time of the calls they make, so that % Time adds up to more than 100.

-  a line whose hits cannot be counted
Duration: 0.021000000 s = self 0.001000000 + outside 0.000040000 + idle 0.019960000 (1 process, 1 thread; 70 µs of instrumenting left out)
Times: 1000 samples, one each 50 µs, sampling errors (95 %) up to 9 µs (column error has each); a probe costs 0.6 ns
Hidden: 3 functions of other names

0.000095 seconds - src/rest.ts:1 - rest (0.060000 seconds await, 2 activations pending)
`);
  });

  it("has the share of probes in a line's own time, where that is asked for", async () => {
    const lines = [{ line: 1, hits: 1_000_000, self: 1_000_000 }, { line: 2, hits: 1_000, self: 6_000 }, { line: 3, hits: 0 }];
    const profile = oneFunction(["i++;", "b();", "c();"], lines, { fn: { total: 1_006_000 } });
    expect(table(await textOf(profile, { columns: ["probe"] }))).to.deep.equal([
      "Line #      Hits         Time  Per Hit   % Time  % Probe  Line Contents",
      "=======================================================================",
      "     1   1000000       1000.0      0.0     99.4     60.0  i++;",
      "     2      1000          6.0      0.0      0.6     10.0  b();",
      "     3                                                    c();",
    ]);
    expect(await textOf(profile)).not.to.include("% Probe");
  });

  it("has exactly the columns asked for", async () => {
    const [header] = table(await textOf(exampleProfile(), { function: /^rest$/, columns: ["samples", "error"] }));
    expect(header).to.equal("Line #      Hits         Time  Per Hit   % Time   Samples      Error  Line Contents");
    const [bare] = table(await textOf(exampleProfile(), { function: /^rest$/, columns: [] }));
    expect(bare).to.equal("Line #      Hits         Time  Per Hit   % Time  Line Contents");
  });

  it("widens columns, for no number ever loses digits", async () => {
    const profile = oneFunction(["work();"], [{ line: 1, hits: 12_345_678_901, self: 2_000_000_000_000_000 }]);
    expect(table(await textOf(profile))).to.deep.equal([
      "Line #        Hits            Time  Per Hit   % Time  Line Contents",
      "===================================================================",
      "     1 12345678901 2000000000000.0    162.0    100.0  work();",
    ]);
    expect(await textOf(profile)).to.include("Total time: 2000000 s\n").and.to.include("\n2000000.00 seconds - src/work.ts:1 - work\n");
  });

  it("shows times in the unit asked for, to the microsecond at least", async () => {
    const profile = oneFunction(["work();"], [{ line: 1, hits: 2, self: 1_234_567_000 }]);
    const rows = async (unit: number | "auto"): Promise<string> =>
      (await textOf(profile, { unit })).split("\n").filter((line) => /^Timer|^ +1 /.test(line)).join("|");
    expect(await rows(1e-3)).to.equal("Timer unit: 0.001 s|     1         2     1234.567  617.284    100.0  work();");
    expect(await rows(1)).to.equal("Timer unit: 1 s|     1         2     1.234567 0.617283    100.0  work();");
    expect(await rows(1e-9)).to.equal("Timer unit: 1e-09 s|     1         2 1234567000.0 617283500.0    100.0  work();");
    expect(await rows("auto")).to.equal("Timer unit: 1e-06 s|     1         2    1234567.0 617283.5    100.0  work();");
  });

  it("leaves the cells of a line that never ran empty, and of one that cannot be counted a dash", async () => {
    const profile = oneFunction(["a();", "b();", "c();"], [
      { line: 1, hits: 1, self: 1_000 }, { line: 2, hits: 0 }, { line: 3, countable: false, self: 3_000 },
    ], { fn: { total: 4_000 } });
    expect(table(await textOf(profile)).slice(2)).to.deep.equal([
      "     1         1          1.0      1.0     25.0  a();",
      "     2                                           b();",
      "     3         -          3.0              75.0  c();",
    ]);
  });

  it("says so where the source text was kept out, and lists the lines that have figures", async () => {
    const lines = [{ line: 1, hits: 1, self: 1_000 }, { line: 3, hits: 1, self: 1_000 }];
    const report = await textOf(oneFunction(["a();", "// b", "c();"], lines, { withoutText: true, fn: { total: 2_000 } }));
    expect(report).to.include("Function: work at line 1\nThe source text is not in this profile.\n");
    expect(table(report).slice(2)).to.deep.equal([
      "     1         1          1.0      1.0     50.0",
      "     3         1          1.0      1.0     50.0",
    ]);
  });

  it("keeps lines apart as JavaScript does: CRLF, CR and the Unicode separators", async () => {
    const profile = oneFunction(["x"], [{ line: 4, hits: 1, self: 1_000 }], {
      text: "a();\r\nb('é漢字');\rc();\u2028d();\u2029e();", fn: { endLine: 5 },
    });
    const contents = table(await textOf(profile)).slice(2).map((line) => line.slice(49));
    expect(contents).to.deep.equal(["a();", "b('é漢字');", "c();", "d();", "e();"]);
    expect(table(await textOf(profile))[5]).to.match(/^ {5}4 {9}1 /);
  });

  it("has signs for control characters, and every line begins below the title, whatever it holds", async () => {
    const source = ["a('\u001b[2J\b');", "b('漢字');", "c('e\u0301👩\u200d💻');", "d('\u202e');", "\te();"];
    const lines = source.map((_, i) => ({ line: i + 1, hits: 10 ** i, self: 1_000 }));
    const profile = oneFunction(source, lines, { path: "src/\u0007.ts", fn: { name: "f\u001b[31m", total: 5_000 } });
    const [header = "", , ...rows] = table(await textOf(profile));
    expect(rows.map((row) => row.slice(header.indexOf("Line Contents")))).to.deep.equal([
      "a('␛[2J␈');", "b('漢字');", "c('e\u0301👩\u200d💻');", "d('<U+202E>');", "\te();",
    ]);
    expect(await textOf(profile)).to.include("File: src/␇.ts\nFunction: f␛[31m at line 1\n").and.include(" - src/␇.ts:1 - f␛[31m\n");
    const coloured = await textOf(profile, { colour: true });
    expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).to.equal(await textOf(profile));
  });

  it("shows long lines whole, and cuts what only a minifier writes", async () => {
    const [long, minified] = [`f("${"x".repeat(5_000)}");`, `g("${"y".repeat(20_000)}");`];
    const report = await textOf(oneFunction([long, minified], [{ line: 1, hits: 1, self: 1 }]));
    expect(report).to.include(long);
    expect(report).to.include(`${minified.slice(0, 10_000)} ... and 10006 characters more\n`);
  });

  it("folds long stretches without a figure, and says how long they are", async () => {
    const source = ["function work() {", ...Array.from({ length: 30 }, (_, i) => `  // ${i}`), "  return 1;", "}"];
    const rows = table(await textOf(oneFunction(source, [{ line: 32, hits: 1, self: 1_000 }]))).slice(2);
    expect(rows.map((row) => row.slice(0, 6).trim() + row.slice(48))).to.deep.equal([
      "1 function work() {", "2   // 0", "3   // 1", "... ... 26 lines without a figure of this function ...", "30   // 28", "31   // 29",
      "32   return 1;", "33 }",
    ]);
  });

  it("sorts the slowest last, or as asked", async () => {
    const order = async (options: Parameters<typeof textOf>[1]): Promise<string[]> => {
      const report = await textOf(exampleProfile(), options);
      return [...report.matchAll(/seconds - src\/(\w+)\.ts:\d+ - (\S+)/g)].map((match) => `${match[1]} ${match[2]}`);
    };
    const [numbers, expensive, app, rest] = ["app numbers", "app expensive", "app <module>", "rest rest"];
    expect(await order({})).to.deep.equal([numbers, expensive, app, rest]);
    expect(await order({ sort: "total" })).to.deep.equal([rest, numbers, expensive, app]);
    expect(await order({ sort: "self" })).to.deep.equal([app, rest, numbers, expensive]);
    expect(await order({ sort: "calls" })).to.deep.equal([app, numbers, expensive, rest]);
    expect(await order({ sort: "name" })).to.deep.equal([app, expensive, numbers, rest]);
    expect(await order({ sort: "file" })).to.deep.equal([app, numbers, expensive, rest]);
    expect(await order({ limit: 2 })).to.deep.equal([app, rest]);
    expect(await order({ sort: "name", limit: 2 })).to.deep.equal([app, rest]);
  });

  it("counts what options hide, rule by rule", async () => {
    const hidden = async (options: Parameters<typeof textOf>[1]): Promise<string | undefined> =>
      (await textOf(exampleProfile(), options)).split("\n").find((line) => line.startsWith("Hidden: "));
    expect(await hidden({})).to.equal(undefined);
    expect(await hidden({ file: ["**/app.ts"] })).to.equal("Hidden: 1 function of other files");
    expect(await hidden({ file: ["rest.ts", "src/a*"] })).to.equal(undefined);
    expect(await hidden({ minPercent: 4 })).to.equal("Hidden: 1 function under 4 % of the run");
    expect(await hidden({ file: ["app.ts"], function: /e/, limit: 1 }))
      .to.equal("Hidden: 1 function of other files, 2 functions beyond the 1 function with most time");
    expect(await hidden({ sort: "name", limit: 2 })).to.equal("Hidden: 2 functions beyond the limit of 2");
    expect(await hidden({ limit: 0 })).to.equal("Hidden: 4 functions beyond the limit of 0");
    expect(await hidden({ file: ["lib/*", "app.ts", "b.ts"] })).to.equal("Hidden: 1 function of other files (none matches lib/* or b.ts)");
  });

  it("hides functions that never ran where asked, not those that ran in no time", async () => {
    const lines = [{ line: 1, hits: 0 }];
    const profile = buildProfile({ sources: [{ path: "a.ts", text: "a\nb\n", functions: [
      { name: "never", line: 1, endLine: 1, calls: 0, lines },
      { name: "quick", line: 2, endLine: 2, calls: 1, lines: [{ line: 2, hits: 1 }] },
    ] }] });
    expect(await textOf(profile)).to.include("Function: never");
    expect(await textOf(profile, { skipZero: true })).to.not.include("Function: never").and.not.include(" - never");
    expect(await textOf(profile, { skipZero: true })).to.include("Function: quick").and.include("Hidden: 1 function that never ran\n");
  });

  it("tells at the top that a profile is incomplete, and how old it is", async () => {
    const dead = { complete: false, ageNs: 120_400_000 };
    const withoutMoment = oneFunction(["a();"], []);
    expect(await textOf({ ...exampleProfile(), ...dead })).to.match(
      /^Incomplete: the program died before its final profile was written\. The figures are those of a snapshot 120 ms before the end\.\n\nTimer unit/);
    expect(await textOf({ ...withoutMoment, ...dead, ageNs: null })).to.match(/^Incomplete: .* whose age is not known\.\n/);
    const snapshotAt = "2026-11-21T09:00:01.250Z";
    expect(await textOf({ ...exampleProfile(), ...dead, ageNs: null, snapshotAt })).to.match(/^Incomplete: .* snapshot of 2026-11-21T09:00:01.250Z\.\n/);
  });

  it("says how many call paths were folded away", async () => {
    const profile = exampleProfile();
    expect(await textOf(profile)).not.to.include("call path");
    profile.processes[0]!.threads[0]!.callTree.folded = 543_008;
    const note = "543008 call paths with little time were folded into their callers'; the figures of lines are exact";
    expect(await textOf(profile)).to.include(`\nNote: ${note}.\n`);
  });

  it("passes on warnings, and contradictions of the profile", async () => {
    const profile = { ...exampleProfile(), warnings: ["a worker was lost"] };
    profile.processes[0]!.threads[0]!.counters[0]!.fileTotalNs = 1;
    const report = await textOf(profile);
    expect(report).to.include("\nNote: a worker was lost.\n");
    expect(report).to.include("\nNote: This profile contradicts itself: <module> at src/app.ts:1 has more total time");
  });

  it("says so where nothing ran", async () => {
    const nothing = await textOf(buildProfile({ sources: [], thread: { outsideNs: 5, samples: 0, intervalNs: 0 } }));
    expect(nothing).to.equal(`Timer unit: 1e-06 s

No instrumented line ran.
Duration: 0.000000005 s = self 0.000000000 + outside 0.000000005 + idle 0.000000000 (1 process, 1 thread)
Times: sampled clock, no samples; a probe costs 0.6 ns
`);
  });

  it("does not say that nothing ran where a line went on that was hit before", async () => {
    const since = oneFunction(["a();"], [{ line: 1, hits: 0, self: 5 }]);
    expect(await textOf(since)).to.not.include("No instrumented line ran");
  });

  it("shows no function that was not chosen, and no line behind the last line break", async () => {
    const report = await textOf(exampleProfile());
    expect(report).to.not.include("src/rest.ts:1 - <module>").and.not.match(/^ +12 *$/m).and.not.match(/[ \t]$/m);
  });

  it("says so where the window held nothing, and where the program was too short for the sampler", async () => {
    const empty = await textOf(buildProfile({ sources: [], thread: { samples: 1, intervalNs: 0 } }));
    expect(empty).to.include("\nNothing was measured: the program ended before its measurement began.\n").and.include("no samples").and.not.include("No instrumented line");
    const short = oneFunction(["a();"], [{ line: 1, hits: 1 }]);
    short.processes[0]!.threads[0]!.durationNs = short.processes[0]!.threads[0]!.outsideNs = 5;
    const sentence = "The program was too short for the sampled clock. The exact clock times every line: --clock exact, or in a build clock: \"exact\".\n";
    expect(await textOf(short)).to.include(sentence);
    expect(await textOf({ ...short, clock: "exact" })).to.not.include(sentence);
  });

  it("says so where the profile holds no process", async () => {
    const report = await textOf({ ...buildProfile({ sources: [] }), processes: [] });
    expect(report).to.include("\nNothing was measured: the profile holds no process.\nDuration: ");
  });

  it("tells no sampling error of lines that never ran", async () => {
    const profile = oneFunction(["a();", "b();"], [{ line: 1, hits: 1, self: 1_000, error: 500 }, { line: 2, hits: 0, error: 9_000_000 }]);
    const report = await textOf(profile, { columns: ["error"] });
    expect(report).to.include("sampling errors (95 %) up to 500 ns ");
    expect(table(report).slice(2)).to.deep.equal(["     1         1          1.0      1.0    100.0        0.5  a();", `     2${" ".repeat(54)}b();`]);
  });

  it("keeps three significant digits of short functions beside a long await", async () => {
    const report = await textOf(oneFunction(["await a();"], [{ line: 1, hits: 1, self: 1_234_000, await: 3_000_000_000 }]));
    expect(report).to.include("\n0.00123 seconds - src/work.ts:1 - work (3.00000 seconds await)\n");
  });

  it("is coloured for a terminal, and the same without the colours", async () => {
    const plain = await textOf(exampleProfile());
    const coloured = await textOf(exampleProfile(), { colour: true });
    expect(plain).to.not.include("\u001b");
    expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).to.equal(plain);
    // Keywords by syntax, the hottest line by heat.
    expect(coloured).to.include("\u001b[35mfunction\u001b[39m");
    expect(coloured).to.include("\u001b[1m\u001b[31m       750.0\u001b[39m\u001b[22m");
  });
});
