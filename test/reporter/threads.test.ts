/** Reports of some processes and threads: figures of those alone, and what is left out is counted. */
import { expect } from "chai";
import { PerlineError, type Profile, type ThreadRecord } from "@perline/format";
import { mergeProfiles, selectThreads } from "@perline/reporter";
import { buildProfile } from "../format/build-profile.js";
import { exported, reportOf } from "./export.js";

/** A process with a thread for each number of hits of its one line. */
function processOf(pid: number, argv: string[], hits: number[]): Profile {
  const profiles = hits.map((count, id) => buildProfile({
    pid, thread: { id, name: id === 0 ? "main" : `worker ${id}`, outsideNs: 10 * count },
    sources: [{ path: "a.js", text: "a", functions: [{ name: "f", line: 1, endLine: 1, lines: [{ line: 1, hits: count }] }] }],
  }));
  const threads: ThreadRecord[] = profiles.flatMap(({ processes }) => processes.flatMap((process) => process.threads));
  const [first] = profiles;
  if (first === undefined) throw new Error("a process has a thread");
  return { ...first, processes: first.processes.map((process) => ({ ...process, argv, threads })) };
}

const profile = mergeProfiles([
  processOf(10, ["/usr/bin/node", "/project/main.js", "-v"], [1, 2]),
  processOf(20, ["/usr/bin/node", "/project/child.js"], [4]),
  processOf(30, ["/usr/bin/node", "/project/child.js"], [8, 16, 32]),
]);

const cases: { wish: { process?: string[]; thread?: string[] }; hits: number; threads: number; hidden: string | null }[] = [
  { wish: {}, hits: 63, threads: 6, hidden: null },
  { wish: { process: ["10"] }, hits: 3, threads: 2, hidden: "Hidden: 4 threads of other processes" },
  { wish: { process: ["child.js"] }, hits: 60, threads: 4, hidden: "Hidden: 2 threads of other processes" },
  { wish: { process: ["10", "20"] }, hits: 7, threads: 3, hidden: "Hidden: 3 threads of other processes" },
  { wish: { thread: ["main"] }, hits: 13, threads: 3, hidden: "Hidden: 3 threads of other numbers" },
  { wish: { thread: ["1", "worker 2"] }, hits: 50, threads: 3, hidden: "Hidden: 3 threads of other numbers" },
  { wish: { process: ["30"], thread: ["0"] }, hits: 8, threads: 1, hidden: "Hidden: 3 threads of other processes, 2 threads of other numbers" },
];

describe("a report of some threads", () => {
  for (const { wish, hits, threads, hidden } of cases) {
    it(`adds up those of ${JSON.stringify(wish)}`, async () => {
      const report = await reportOf(profile, wish);
      expect(report.files.map(({ lines }) => lines.map((line) => line.hits))).to.deep.equal([[hits]]);
      expect(report.processes.flatMap((process) => process.threads)).to.have.length(threads);
      expect(report.durationNs).to.equal(10 * hits);
      expect(report.warnings).to.deep.equal(hidden === null ? [] : [hidden]);
      const text = await exported("text", profile, wish);
      expect(text.includes("Hidden")).to.equal(hidden !== null);
      if (hidden !== null) expect(text).to.contain(hidden);
    });
  }

  it("lists processes and threads where there is a choice, in the order of their numbers, and not endlessly", async () => {
    expect(await exported("text", profile)).to.contain([
      "", "Process 10 (main.js -v): thread 0 (main) 10 ns, 1 (worker 1) 20 ns", "Process 20 (child.js): thread 0 (main) 40 ns",
      "Process 30 (child.js): thread 0 (main) 80 ns, 1 (worker 1) 160 ns, 2 (worker 2) 320 ns", "",
    ].join("\n"));
    expect(await exported("text", profile, { process: ["20"] })).not.to.contain("Process");
    const many = mergeProfiles(Array.from({ length: 14 }, (_, pid) => processOf(pid, ["node", "a.js"], Array.from({ length: 14 }, () => 1))));
    const listed = (await exported("text", many)).split("\n").filter((line) => line.startsWith("Process "));
    expect(listed).to.have.length(12);
    expect(listed[0]).to.match(/11 \(worker 11\) 10 ns, and 2 more$/);
    expect(await exported("text", many)).to.contain("\n... and 2 processes more\n");
  });

  const wrong: [wish: { process?: string[]; thread?: string[] }, says: RegExp, hint: RegExp][] = [
    [{ process: ["99"] }, /"99" is no process of this profile/, /^Use one of 10 \(main\.js -v\), 20 \(child\.js\), 30 \(child\.js\)\.$/],
    [{ process: ["20"], thread: ["1"] }, /"1" is no thread of this profile/, /^Use one of 0 \(main\)\.$/],
  ];
  for (const [wish, says, hint] of wrong) {
    it(`refuses ${JSON.stringify(wish)}, and says what there is`, () => {
      expect(() => selectThreads(profile, { process: [], thread: [], ...wish })).to.throw(PerlineError, says).with.property("hint").that.matches(hint);
    });
  }
});
