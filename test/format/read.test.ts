/** Reading a profile: a sound one comes back equal, every fault is refused with a code and the place of the document. */
import { PerlineError, type Profile, profileVersion, type SplitRecord } from "@perline/format";
import { readProfile, selfCheck, writeProfile } from "@perline/format/read";
import { expect } from "chai";
import { exampleProfile } from "./example.js";
import { type TimedCounters, type TimedProfile, type TimedThread } from "./timed.js";

/** The error of reading that text. */
function refusal(text: string): PerlineError {
  try {
    readProfile(text, "x.perline.json");
  } catch (error) {
    if (error instanceof PerlineError) return error;
    throw error;
  }
  throw new Error("the profile was accepted");
}

/** The error of reading the example with one thing changed. */
function refusalOf(change: (profile: TimedProfile) => unknown): PerlineError {
  const profile = exampleProfile();
  change(profile);
  return refusal(JSON.stringify(profile));
}

const source = (profile: TimedProfile): Profile["sources"][number] => profile.sources[0]!;
const thread = (profile: TimedProfile): TimedThread => profile.processes[0]!.threads[0]!;
const counters = (profile: TimedProfile): TimedCounters => thread(profile).counters[0]!;
const inThread = "processes[0].threads[0]";

/** A change, and the path that the refusal must name. */
const faults: [string, (profile: TimedProfile) => unknown][] = [
  ["complete", (p) => Object.assign(p, { complete: "yes" })],
  ["ageNs", (p) => Object.assign(p, { ageNs: -1 })],
  ["argv[1]", (p) => Object.assign(p, { argv: ["node", 2] })],
  ["root", (p) => Object.assign(p, { root: undefined })],
  ["startedAt", (p) => Object.assign(p, { startedAt: "yesterday" })],
  ["clock", (p) => Object.assign(p, { clock: "sundial" })],
  ["probeNs", (p) => Object.assign(p, { probeNs: -0.5 })],
  ["sources", (p) => Object.assign(p, { sources: {} })],
  ["sources[0].hash", (p) => { source(p).hash = "ab12"; }],
  ["sources[0].hash", (p) => { source(p).hash = source(p).hash.toUpperCase(); }],
  ["sources[0].functions.name[1]", (p) => Object.assign(source(p).functions.name, { 1: 7 })],
  ["sources[0].functions.kind", (p) => source(p).functions.kind.pop()],
  ["sources[0].functions.kind[1]", (p) => Object.assign(source(p).functions.kind, { 1: "procedure" })],
  ["sources[0].functions.line[2]", (p) => { source(p).functions.line[2] = 0; }],
  ["sources[0].functions.endLine[2]", (p) => { source(p).functions.endLine[2] = 4; }],
  ["sources[0].functions.calls[0]", (p) => { source(p).functions.calls[0] = 99; }],
  ["sources[0].functions.column", (p) => source(p).functions.column.push(0)],
  ["sources[0].lines.function[3]", (p) => { source(p).lines.function[3] = 3; }],
  ["sources[0].lines.countable[0]", (p) => Object.assign(source(p).lines.countable, { 0: 2 })],
  ["sources[0].probes[4]", (p) => { source(p).probes[4] = 5; }],
  ["sources[0].skipped[0].reason", (p) => Object.assign(source(p).skipped[0]!, { reason: null })],
  ["processes[0].pid", (p) => { p.processes[0]!.pid = 1.5; }],
  [`${inThread}.durationNs`, (p) => { thread(p).durationNs += 1; }],
  [`${inThread}.durationNs`, (p) => { counters(p).selfNs[0] = 0; }],
  [`${inThread}.counters[0].source`, (p) => { counters(p).source = 2; }],
  [`${inThread}.counters[0].hits[2]`, (p) => { counters(p).hits[2] = -3; }],
  [`${inThread}.counters[0].hits[2]`, (p) => Object.assign(counters(p).hits, { 2: "4" })],
  [`${inThread}.counters[0].hits[2]`, (p) => { counters(p).hits[2] = 2 ** 53; }],
  [`${inThread}.counters[0].hits[0]`, (p) => { counters(p).hits[0] = Number.NaN; }],
  [`${inThread}.counters[0].hits`, (p) => counters(p).hits.push(0)],
  [`${inThread}.counters[0].throws`, (p) => { counters(p).throws = []; }],
  [`${inThread}.counters[0].awaitNs[1]`, (p) => { counters(p).awaitNs![1] = 0.5; }],
  [`${inThread}.counters[0].errorNs`, (p) => Object.assign(counters(p), { errorNs: 3 })],
  [`${inThread}.counters[0].functionTotalNs`, (p) => counters(p).functionTotalNs.pop()],
  [`${inThread}.callTree.parent[0]`, (p) => { thread(p).callTree.parent[0] = 0; }],
  [`${inThread}.callTree.parent[3]`, (p) => { thread(p).callTree.parent[3] = 3; }],
  [`${inThread}.callTree.source[4]`, (p) => { thread(p).callTree.source[4] = 2; }],
  [`${inThread}.callTree.line[4]`, (p) => { thread(p).callTree.line[4] = 5; }],
  [`${inThread}.callTree.live[2]`, (p) => Object.assign(thread(p).callTree.live, { 2: -1 })],
  [`${inThread}.callTree.samples`, (p) => thread(p).callTree.samples.pop()],
  [`${inThread}.idleNs`, (p) => Object.assign(thread(p), { idleNs: null })],
  [`${inThread}.callTree`, (p) => Object.assign(thread(p), { callTree: null })],
  [`${inThread}.counters[1].selfNs`, (p) => Object.assign(thread(p).counters[1]!, { selfNs: null })],
  [`${inThread}.outsideNs`, (p) => Object.assign(thread(p), { durationNs: null })],
  [`${inThread}.blocked[0].durationNs`, (p) => { thread(p).blocked![0]!.durationNs = -1; }],
  [`${inThread}.blocked[0].line`, (p) => thread(p).blocked![0]!.line.pop()],
  [`${inThread}.blocked[0].selfNs[1]`, (p) => { thread(p).blocked![0]!.selfNs[1] = 0.5; }],
  [`${inThread}.blocked[0].source[1]`, (p) => { thread(p).blocked![0]!.source[1] = 2; }],
  [`${inThread}.blocked[0].line[1]`, (p) => { thread(p).blocked![0]!.line[1] = 5; }],
  [`${inThread}.split.places.kind[1]`, (p) => Object.assign(splitIn(p).places.kind, { 1: "packages" })],
  [`${inThread}.split.places.name`, (p) => splitIn(p).places.name.pop()],
  [`${inThread}.split.places.path[0]`, (p) => Object.assign(splitIn(p).places.path, { 0: 7 })],
  [`${inThread}.split.place[1]`, (p) => { splitIn(p).place[1] = 2; }],
  [`${inThread}.split.samples[0]`, (p) => { splitIn(p).samples[0] = -1; }],
  [`${inThread}.split.sure`, (p) => splitIn(p).sure.pop()],
  [`${inThread}.split.line[1]`, (p) => { splitIn(p).line[1] = 5; }],
  [`${inThread}.split.others`, (p) => { splitIn(p).others = 0.5; }],
  [`${inThread}.timeline.intervalNs`, (p) => { thread(p).timeline!.intervalNs = 0; }],
  [`${inThread}.timeline.selfNs[0]`, (p) => { thread(p).timeline!.selfNs[0] = -1; }],
  [`${inThread}.timeline.lines[1].source`, (p) => { thread(p).timeline!.lines[1]!.source = -1; }],
  [`${inThread}.timeline.lines[1].line`, (p) => { thread(p).timeline!.lines[1]!.line = 3; }],
  [`${inThread}.timeline.lines[0].selfNs`, (p) => thread(p).timeline!.lines[0]!.selfNs.pop()],
];

/** Where the self time of two lines went, as the profile then has it. */
function splitIn(profile: TimedProfile): SplitRecord {
  return thread(profile).split = {
    intervalNs: 1_000_000, places: { kind: ["own", "package"], name: ["", "lodash"], path: ["", "node_modules/lodash"] },
    source: [0, 0], line: [0, 1], place: [0, 1], samples: [3, 4], sure: [1, 0], others: 2, lost: 0,
  };
}

describe("reading a profile", () => {
  it("gives back what was written", () => {
    const profile = exampleProfile();
    expect(readProfile(writeProfile(profile), "x")).to.deep.equal(profile);
  });

  it("gives back where self time went", () => {
    const profile = exampleProfile();
    const split = splitIn(profile);
    expect(readProfile(writeProfile(profile), "x").processes[0]?.threads[0]?.split).to.deep.equal(split);
  });

  it("ignores keys it does not know, at every level", () => {
    const profile = exampleProfile();
    Object.assign(profile, { colour: "blue" });
    Object.assign(source(profile), { language: "ts" });
    Object.assign(counters(profile), { bytes: [1] });
    expect(readProfile(JSON.stringify(profile), "x")).to.deep.equal(exampleProfile());
  });

  for (const [path, change] of faults) {
    it(`refuses a fault at ${path}`, () => {
      const error = refusalOf(change);
      expect(error).to.include({ code: "profile-invalid", file: "x.perline.json" });
      expect(error.message).to.include(` at ${path}: expected `);
      expect(error.describe()).to.not.include("\n");
    });
  }

  it("says what it expected and what it found", () => {
    expect(refusalOf((p) => { counters(p).hits[2] = -3; }).message)
      .to.equal("the profile is damaged at processes[0].threads[0].counters[0].hits[2]: expected a whole number, at least 0, found -3");
    expect(refusalOf((p) => Object.assign(p, { root: undefined })).message)
      .to.equal("the profile is damaged at root: expected a value, found nothing");
    expect(refusalOf((p) => { p.sources = []; }).message).to.equal(
      "the profile is damaged at processes[0].threads[0].counters[0].source: expected nothing, since there is nothing to point to, found 0");
  });

  it("refuses a newer version by name, whatever else the document holds", () => {
    const error = refusal(JSON.stringify({ format: "perline-profile", version: profileVersion + 6 }));
    expect(error.code).to.equal("profile-newer");
    expect(error.message).to.include(`version ${profileVersion + 6} and`);
    const text = JSON.stringify({ format: "perline-profile", version: profileVersion + 6, perline: "7.1.0" });
    expect(refusal(text).message).to.include("written by perline 7.1.0");
  });

  it("refuses documents of others", () => {
    for (const text of ["null", "[]", "42", '"perline-profile"', '{"nodes":[],"startTime":0}', '{"format":"perline-report"}']) {
      expect(refusal(text).code, text).to.equal("profile-foreign");
    }
    expect(refusal('{"format":"perline-report"}').hint).to.include("report");
  });

  it("tells what is no JSON from a profile that is damaged", () => {
    expect(refusal("const a = 1;").message).to.include("not JSON");
    expect(refusal('{"format" "perline-profile"}').message).to.equal("the profile is damaged at character 10: it is not JSON");
    expect(refusal('{"format":?"perline-profile"}').message).to.match(/^the profile is damaged.*: it is not JSON$/);
  });

  it("tells a profile that was cut short, wherever", () => {
    const text = writeProfile(exampleProfile()).trimEnd();
    for (let length = 0; length < text.length; length += 37) {
      const error = refusal(text.slice(0, length));
      expect(error.code).to.equal("profile-unreadable");
      expect(error.message).to.equal(length === 0 ? "the file is empty" : `the profile is cut off after ${length} characters`);
    }
  });
});

describe("the self-check", () => {
  it("has nothing to say about a sound profile", () => {
    expect(selfCheck(exampleProfile())).to.deep.equal([]);
  });

  const contradictions: [RegExp, (profile: TimedProfile) => unknown][] = [
    [/^src\/app.ts:10 has more self time \(10000 ns\) than total \(9999 ns\)$/, (p) => { counters(p).totalNs[0] = 9_999; }],
    [/^src\/app.ts:3 has more total time .* than its function/, (p) => { counters(p).totalNs[2] = 300_001; }],
    [/^numbers at src\/app.ts:2 has more total time .* than its file/, (p) => { counters(p).functionTotalNs[1] = 1_000_001; }],
    [/^src\/app.ts has more total time .* than its thread/, (p) => { counters(p).fileTotalNs = thread(p).durationNs + 1; }],
    [/^thread 0: the timeline holds 1000001 ns of self time, the lines 1000000 ns$/, (p) => { thread(p).timeline!.selfNs[0]! += 1; }],
    [/^thread 0: the call tree holds 1000001 ns of self time, the lines 1000000 ns$/, (p) => { thread(p).callTree.selfNs[2]! += 1; }],
  ];
  for (const [sentence, change] of contradictions) {
    it(`tells ${sentence.source}`, () => {
      const profile = exampleProfile();
      change(profile);
      expect(selfCheck(profile).some((told) => sentence.test(told)), selfCheck(profile).join("; ")).to.equal(true);
    });
  }

  it("counts what it does not spell out", () => {
    const profile = exampleProfile();
    counters(profile).totalNs.fill(0);
    counters(profile).functionTotalNs.fill(0);
    thread(profile).counters[1]!.functionTotalNs.fill(0);
    const told = selfCheck(profile);
    expect(told).to.have.length(6);
    expect(told[5]).to.match(/^\d+ more of the kind$/);
  });
});
