/** When threads ran: what a report says of event loops, and how that is merged. */
import type { BlockedStretch } from "@perline/format";
import { mergeProfiles } from "@perline/reporter";
import { expect } from "chai";
import { app, exampleProfile, rest } from "../format/example.js";
import { buildProfile } from "../format/build-profile.js";
import type { TimedProfile, TimedThread } from "../format/timed.js";
import { reportOf, textOf } from "./export.js";

const ms = 1_000_000;

/** A stretch of so many milliseconds, most of it on line 6 of the first file. */
const stretch = (atMs: number, lastsMs: number, unseenMs = 0): BlockedStretch => ({
  atNs: atMs * ms, durationNs: lastsMs * ms, unseenNs: unseenMs * ms,
  source: [0, 1], line: [3, 1], selfNs: [lastsMs * 0.75 * ms, lastsMs * 0.2 * ms],
});

const profileOf = (blocked: BlockedStretch[], thread: Partial<TimedThread> = {}): TimedProfile =>
  buildProfile({ sources: [app, rest], thread: { idleNs: 3 * ms, blocked, ...thread } });

/** What the text report says of event loops. */
async function toldOf(profile: Parameters<typeof textOf>[0]): Promise<string[]> {
  const lines = (await textOf(profile)).split("\n");
  const first = lines.findIndex((line) => /^(Event loop|\d+ event loops)/.test(line));
  return first < 0 ? [] : lines.slice(first, lines.findIndex((line) => line.startsWith("Times: ")));
}

describe("the picture of self time", () => {
  /** So many intervals of a millisecond, each with a thousandth of its own for each of its numbers. */
  const drawn = (selfNs: number[], lines: number[][], thread: Partial<TimedThread> = {}): TimedProfile => buildProfile({
    sources: [{ ...app, functions: app.functions.slice(1) }],
    thread: {
      ...thread, timeline: { intervalNs: ms, selfNs, lines: lines.map((column, line) => ({ source: 0, line, selfNs: column })) },
    },
  });

  /** What stands behind the line about samples, in so many columns. */
  async function pictureOf(profile: TimedProfile, graph: number | null): Promise<string[]> {
    const lines = (await textOf(profile, { graph })).split("\n");
    const first = lines.findIndex((line) => line.startsWith("Self time, "));
    return first < 0 ? [] : lines.slice(first, lines.indexOf("", first));
  }

  it("has a row for all lines and one for each of the hottest, full where nothing else ran", async () => {
    const lines = [[0, 0, ms / 4, ms, 0], [0, 0, ms / 4, 0, ms / 4]];
    const profile = drawn([0, ms / 8, ms / 2, ms, ms / 4], lines, { idleNs: 3.36 * ms });
    expect(await pictureOf(profile, 80)).to.deep.equal([
      "Self time, a bar for 1 ms:",
      // The last interval lasts a quarter of a millisecond.
      "▁▂▅██  all lines",
      "▁▁▃█▁  src/app.ts:3 numbers",
      "▁▁▃▁█  src/app.ts:6 expensive",
    ]);
    expect(await pictureOf(profile, null), "not asked for").to.deep.equal([]);
  });

  it("is as wide as there is room, and shortens names from the left", async () => {
    const half = Array.from({ length: 60 }, (_, index) => (index < 30 ? ms : 0));
    const profile = drawn(half, [half.map(() => 0)], { idleNs: 59.11 * ms });
    expect(await pictureOf(profile, 54)).to.deep.equal([
      "Self time, a bar for 2 ms:", `${"█".repeat(15)}${"▁".repeat(15)}  all lines`, `${"▁".repeat(30)}  src/app.ts:3 numbers`,
    ]);
    expect((await pictureOf(profile, 30)).map((line) => line.length)).to.deep.equal([26, 21, 30]);
    expect((await pictureOf(profile, 30)).at(-1)).to.equal(`${"▁".repeat(10)}  …/app.ts:3 numbers`);
  });

  it("is of the thread with most, and says what it leaves out; nothing where nothing is known", async () => {
    const busy = drawn([ms], []);
    busy.processes[0]!.pid = 7;
    const both = mergeProfiles([drawn([ms / 2], []), busy]);
    const told = (await textOf(both, { graph: 80 })).split("\n");
    expect(told).to.include("Self time, a bar for 1 ms of process 7, thread 0 (main); 1 other not drawn:");
    expect(await textOf(buildProfile({ sources: [app] }), { graph: 80 })).to.equal(await textOf(buildProfile({ sources: [app] })));
  });
});

describe("what a report says of event loops", () => {
  it("is how busy they were, and the longest stretches in which they stood still, each with its lines", async () => {
    const blocked = [stretch(1200, 400), stretch(20, 90, 60), stretch(300, 60), stretch(700, 51), stretch(600, 50), stretch(500, 49)];
    expect(await toldOf(profileOf(blocked))).to.deep.equal([
      "Event loop: 25.0 % busy (self and outside); blocked for up to 400 ms at once:",
      "  400 ms after 1.2 s: src/app.ts:6 expensive 75.0 %, src/rest.ts:3 rest 20.0 %",
      "  90 ms after 20 ms (60 ms of it between two looks): src/app.ts:6 expensive 75.0 %, src/rest.ts:3 rest 20.0 %",
      "  60 ms after 300 ms: src/app.ts:6 expensive 75.0 %, src/rest.ts:3 rest 20.0 %",
      "  ... and 2 more of 50 ms or longer",
    ]);
  });

  it("is how busy they were alone, where none stood still for long", async () => {
    expect(await toldOf(profileOf([stretch(0, 49), stretch(100, 3)]))).to.deep.equal(["Event loop: 25.0 % busy (self and outside)"]);
  });

  it("is nothing where the program does not wait, or nobody looked on", async () => {
    const own = [{ ...app, functions: app.functions.slice(1) }];
    const straight = (blocked: BlockedStretch[]): TimedProfile => buildProfile({ sources: own, thread: { blocked } });
    const onOwn = (each: BlockedStretch): BlockedStretch => ({ ...each, source: [0, 0], line: [0, 1] });
    expect(await toldOf(straight([stretch(0, 400), stretch(500, 90)].map(onOwn)))).to.deep.equal([]);
    expect(await toldOf(profileOf([stretch(0, 400)])), "one stretch, which is the run").to.deep.equal([]);
    expect(await toldOf(profileOf([]))).to.deep.equal([]);
  });

  it("names the threads where there are several, and keeps to those that were asked for", async () => {
    const second = profileOf([stretch(40, 80), stretch(200, 55)]);
    second.processes[0]!.pid = 101;
    second.processes[0]!.threads[0]!.name = "worker \u001b[2J";
    const both = mergeProfiles([profileOf([stretch(0, 70), stretch(100, 60)]), second]);
    expect((await toldOf(both)).slice(0, 3)).to.deep.equal([
      "2 event loops together: 25.0 % busy (self and outside); blocked for up to 80 ms at once:",
      "  80 ms process 101, thread 0 (worker ␛[2J), after 40 ms: src/app.ts:6 expensive 75.0 %, src/rest.ts:3 rest 20.0 %",
      "  70 ms process 100, thread 0 (main), after 0 ns: src/app.ts:6 expensive 75.0 %, src/rest.ts:3 rest 20.0 %",
    ]);
    const { blocked } = await reportOf(both, { process: ["100"] });
    expect(blocked?.map(({ pid, durationNs }) => [pid, durationNs])).to.deep.equal([[100, 70 * ms], [100, 60 * ms]]);
  });

  it("has the sources of the whole where profiles are merged", async () => {
    const other = buildProfile({ sources: [rest], pid: 7, thread: {
      blocked: [{ ...stretch(0, 90), source: [0], line: [0], selfNs: [90 * ms] }],
      timeline: { intervalNs: ms, selfNs: [95_000], lines: [{ source: 0, line: 1, selfNs: [85_000] }] },
    } });
    const { blocked = [], timelines = [] } = await reportOf(mergeProfiles([exampleProfile(), other]));
    const placesOf = (all: readonly { pid: number; lines: { path: string; line: number }[] }[]): string[] =>
      all.map(({ pid, lines }) => `${pid} ${lines[0]?.path}:${lines[0]?.line}`);
    expect(placesOf(blocked)).to.deep.equal(["7 src/rest.ts:2", "100 src/app.ts:6"]);
    expect(placesOf(timelines)).to.deep.equal(["100 src/app.ts:6", "7 src/rest.ts:3"]);
  });
});
