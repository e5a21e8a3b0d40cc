/** What came behind a mark of the program: to the last number what came behind a snapshot of that moment. */
import { PerlineError, type Profile, type ThreadMark, type ThreadRecord } from "@perline/format";
import { readProfile, selfCheck, writeProfile } from "@perline/format/read";
import { marksOf, mergeProfiles, profileSince, profileSinceMark, sumProfiles } from "@perline/reporter";
import { expect } from "chai";
import fc from "fast-check";
import { ThreadMarks } from "../../packages/runtime/dist/sampler/marks.js";
import type { TimedProfile } from "../format/timed.js";
import { untimed } from "../format/timed.js";
import { type Paths, profileOf, randomPaths } from "./call-trees.js";
import { reportOf, textOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";

const threadOf = (profile: Profile): ThreadRecord => profile.processes[0]!.threads[0]!;

/** One moment of a run after the other, what came with each told by its paths; all with the rows that the last has. */
function moments(stretches: readonly Paths[]): TimedProfile[] {
  const keys = [...new Set(stretches.flatMap(Object.keys))];
  return stretches.map((_, index) => {
    const sum = (key: string): number => stretches.slice(0, index + 1).reduce((ns, paths) => ns + (paths[key] ?? 0), 0);
    const paths = Object.fromEntries(keys.map((key) => [key, sum(key)]));
    const profile = profileOf(paths, { outsideNs: 70 * index, idleNs: 5_000 * index, calls: paths });
    profile.snapshotAt = "2026-11-21T09:00:01.000Z";
    for (const { hits } of threadOf(profile).counters) hits.forEach((__, probe) => (hits[probe] = (index + 1) * probe));
    return profile;
  });
}

/** The last of the moments, with a mark at each of the others. */
function marked(all: readonly Profile[], labels: readonly string[]): Profile {
  const marks = new ThreadMarks();
  const paths = all.slice(0, -1).map((profile, number) => {
    const thread = threadOf(profile);
    marks.add({ number, label: labels[number % labels.length]! }, thread);
    const { calls, samples, selfNs } = thread.callTree!;
    return { selfNs: Float64Array.from(selfNs), samples: Float64Array.from(samples), calls: Float64Array.from(calls!) };
  });
  const last = structuredClone(all.at(-1)!);
  Object.assign(threadOf(last), marks.record(paths));
  return last;
}

const second = 1_000_000_000;
const example = (): Profile => marked(moments([{ main: second }, { "main load": 2 * second }, { main: second, "main fib": 7 }]), ["warm", "a\u001b"]);

describe("a report since a mark", () => {
  it("has what one has since a snapshot of that moment, whatever was marked before and behind", () => {
    fc.assert(fc.property(fc.array(randomPaths, { minLength: 2, maxLength: 5 }), (stretches) => {
      const all = moments(stretches);
      const profile = marked(all, ["x"]);
      expect(readProfile(writeProfile(profile), "marked")).to.deep.equal(profile);
      expect(selfCheck(profile)).to.deep.equal([]);
      marksOf(profile.processes[0]!).forEach(({ name }, index) => {
        const since = profileSinceMark(profile, name);
        expect(since).to.deep.equal(profileSince(all[index]!, all.at(-1)!));
        // Which finds that self, outside and idle are the duration.
        expect(readProfile(writeProfile(since), "since")).to.deep.equal(since);
        expect(selfCheck(since)).to.deep.equal([]);
      });
    }));
  });

  it("keeps what has changed alone", () => {
    const [first, other] = threadOf(example()).marks!;
    expect(first?.paths).to.deep.equal({ selfNs: [2, second], samples: [2, 1, 3, 1, 4, 1], calls: [2, second] });
    expect(other?.paths).to.deep.equal({ selfNs: [3, 2 * second], calls: [3, 2 * second] });
    expect(other?.counters[0]).to.include({ source: 0, fileTotalNs: 2 * second }).and.not.include.any.keys("throws", "awaitNs", "weights");
  });

  it("names each mark, in the text and for machines, and none of what it has left out", async () => {
    const [one, two] = ["warm", "a\u001b"].map((name, index) => ({ pid: 100, name, atNs: threadOf(example()).marks![index]!.durationNs }));
    const report = await reportOf(example());
    expectValidReport(report);
    expect(report.marks).to.deep.equal([one, two]);
    expect(await textOf(example())).to.include("Marks: warm at 1 s, a␛ at 3 s (--since-mark tells what came behind one)\n");
    const since = profileSinceMark(example(), "a\u001b");
    expect(await reportOf(since)).to.include({ durationNs: second + 7 + 70 + 5_000 }).and.not.have.property("marks");
    expect(await textOf(since)).to.not.include("Marks");
  });

  it("tells a label that was set again from the first", () => {
    const profile = marked(moments([{ main: 1 }, { main: 2 }, { main: 4 }, { main: 8 }]), ["x"]);
    expect(marksOf(profile.processes[0]!).map(({ name }) => name)).to.deep.equal(["x", "x#2", "x#3"]);
    const selfNs = ["x", "x#2", "x#3"].map((name) => threadOf(profileSinceMark(profile, name)).counters[0]!.selfNs![0]);
    expect(selfNs).to.deep.equal([14, 12, 8]);
  });

  it("keeps threads that came up later, and processes without that mark, of which a warning tells; as merged", () => {
    const [profile, other] = [example(), example()];
    const late = { ...threadOf(profile), id: 1, marks: [threadOf(profile).marks![1]!] };
    profile.processes[0]!.threads.push(late);
    other.processes[0]!.pid = 101;
    delete threadOf(other).marks;
    // The other has files of its own before those that both have.
    other.sources.unshift({ ...other.sources[0]!, path: "other.ts" });
    for (const { counters, callTree } of other.processes[0]!.threads) {
      for (const each of counters) each.source += 1;
      callTree!.source = callTree!.source.map((source) => (source < 0 ? source : source + 1));
    }
    const since = profileSinceMark(mergeProfiles([other, profile]), "warm");
    const [unmarked, [main, worker] = []] = since.processes.map(({ threads }) => threads);
    expect(worker).to.have.property("durationNs", late.durationNs);
    expect(main?.durationNs).to.equal(threadOf(profile).durationNs! - second);
    expect(main?.counters[0]?.source).to.equal(1);
    expect(unmarked?.[0]?.durationNs).to.equal(threadOf(other).durationNs);
    expect(since.warnings).to.deep.equal(['1 process set no mark "warm": all of what they did is told']);
  });

  it("has hits alone where no time was measured", () => {
    const all = moments([{ main: 1 }, { main: 2 }]).map(untimed);
    const marks = new ThreadMarks();
    marks.add({ number: 0, label: "x" }, threadOf(all[0]!));
    Object.assign(threadOf(all[1]!), marks.record([]));
    const since = profileSinceMark(all[1]!, "x");
    expect(threadOf(since).counters[0]?.hits).to.deep.equal(threadOf(all[0]!).counters[0]!.hits);
    expect(threadOf(since)).to.include({ durationNs: null, callTree: null });
  });

  it("is refused by name, with the names there are", () => {
    const refusal = (profile: Profile, name: string): string => {
      try {
        profileSinceMark(profile, name);
      } catch (error) {
        if (error instanceof PerlineError) return error.describe();
      }
      throw new Error("it was not refused");
    };
    expect(refusal(example(), "hot")).to.equal('"hot" is no mark of this profile (usage). Use one of "warm", "a\\u001b".');
    expect(refusal(profileOf({ main: 1 }), "hot")).to.include("It has none: a program sets one by mark(label)");
    expect(refusal({ ...example(), reading: { of: "heap", collects: false } }, "warm")).to.include("of memory in use there is no difference");
  });

  it("is not to be had of a sum, which says so", () => {
    const sum = sumProfiles([example(), example()]);
    expect(threadOf(sum)).to.not.have.property("marks");
    expect(sum.warnings).to.deep.equal(["marks are moments of one process, and were left out"]);
  });

  const faults: [string, (mark: ThreadMark) => unknown][] = [
    [".number", (mark) => (mark.number = 0)],
    [".label", (mark) => Object.assign(mark, { label: null })],
    [".durationNs", (mark) => (mark.durationNs = -1)],
    [".counters[0].source", (mark) => (mark.counters[0]!.source = 9)],
    [".counters[0].hits", (mark) => mark.counters[0]!.hits!.pop()],
    [".counters[0].hits[0]", (mark) => (mark.counters[0]!.hits![0] = 999)],
    [".counters[0].hits[2]", (mark) => (mark.counters[0]!.hits![2] = 1)],
    [".counters[0].selfNs[1]", (mark) => (mark.counters[0]!.selfNs![1] = 0.5)],
    [".counters[0].functionTotalNs[0]", (mark) => (mark.counters[0]!.functionTotalNs![0] = -1)],
    [".counters[0].fileTotalNs", (mark) => (mark.counters[0]!.fileTotalNs = -1)],
    [".paths.selfNs[0]", (mark) => (mark.paths.selfNs![0] = 99)],
    [".paths.calls", (mark) => mark.paths.calls!.push(1)],
  ];
  for (const [path, change] of faults) {
    it(`is not read with a fault at ${path}`, () => {
      const profile = example();
      change(threadOf(profile).marks![1]!);
      expect(() => readProfile(writeProfile(profile), "x")).to.throw(PerlineError, ` at processes[0].threads[0].marks[1]${path}: expected `);
    });
  }
});
