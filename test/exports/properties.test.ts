/**
 * Every export of random profiles, with names, paths and texts that mean something in some format: no time is lost or counted twice,
 * no total exceeds the run, and whatever a program is called, rows stay rows.
 */
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { Profile } from "@perline/format";
import { formats, linesOf, type ReportOptions } from "@perline/reporter";
import { Ajv } from "ajv";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { createCoverageMap, type CoverageMapData } from "istanbul-lib-coverage";
import { marked, type Tokens } from "marked";
import { Profile as PprofProfile } from "pprof-format";
import { profileOf, randomPaths } from "../reporter/call-trees.js";
import { exported } from "../reporter/export.js";
import { profiles } from "../reporter/profiles.js";
import { dataModel } from "./devtools.js";

const idleNs = 11_000_000;
const outsideNs = 7_000_777;

const hostile = fc.array(fc.constantFrom(
  "a", "b", "</script>", "<!--", "\u2028", "\u202e", "\t", ";", "\n", "\r\n", ",", "|", "`", "``", "\"", "'", "\\", "$&", " 7", ":9", "(x)", "(1)",
  "=1+1", "\u001b[2J", "é", "漢", "\ud83d\ude00", "*", "calls=1 1", "end_of_record",
), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));

/** The profile with other names, paths and texts. */
function renamed(profile: Profile, names: readonly string[]): Profile {
  const pick = (index: number): string => names[index % names.length]!;
  return {
    ...profile,
    argv: ["node", pick(0)],
    sources: profile.sources.map((source, index) => ({
      ...source, path: `${index}/${pick(index)}.js`, text: source.text === null ? null : `${pick(index + 1)}${"x".repeat(20)}\n`.repeat(60),
      functions: { ...source.functions, name: source.functions.name.map((_, at) => pick(at + index)) },
    })),
  };
}

const withStacks = fc.record({ paths: randomPaths, names: fc.array(hostile, { minLength: 1, maxLength: 4 }), physical: fc.boolean() })
  .map(({ paths, names, physical }) => ({ profile: renamed(profileOf(paths, { outsideNs, idleNs }), names), physical }));

const withLines = fc.record({ profile: profiles, names: fc.array(hostile, { minLength: 1, maxLength: 4 }) })
  .map(({ profile, names }) => renamed(profile, names));

const sum = (figures: Iterable<number>): number => [...figures].reduce((total, figure) => total + figure, 0);
const durationOf = ({ processes }: Profile): number => (
  sum(processes.flatMap(({ threads }) => threads.map(({ durationNs }) => durationNs ?? 0)))
);
/** Paths of the call tree that have time of their own, and what is outside and idle. */
const ownPaths = ({ processes }: Profile): number => processes[0]!.threads[0]!.callTree!.selfNs.filter((ns) => ns > 0).length + 2;

async function json<Shape>(id: string, profile: Profile, options: Partial<ReportOptions> = {}): Promise<Shape> {
  return JSON.parse(await exported(id, profile, options)) as Shape;
}

interface Speedscope {
  profiles: { name: string; unit: string; endValue: number; samples: number[][]; weights: number[] }[];
  shared: { frames: unknown[] };
}

const load = createRequire(__filename);
const isSpeedscope = new Ajv({ strict: false }).compile(load("speedscope/dist/release/file-format-schema.json") as object);

interface TraceEvents {
  traceEvents: { ph: string; name: string; ts: number; dur: number; args: { selfNs: number } }[];
}

interface FirefoxProfile {
  threads: { samples: { weight: number[]; stack: number[] } }[];
  shared: { stackTable: { length: number; frame: number[]; prefixOffset: number[] } };
}

/** The file of V8's inspector. */
interface CpuProfile {
  startTime: number;
  endTime: number;
  nodes: { positionTicks?: { ticks: number }[] }[];
  timeDeltas: number[];
}

/** What each format of stacks says of the time of all paths, in ns, and of the longest total. */
const times: Record<string, (profile: Profile, options: Partial<ReportOptions>) => Promise<{ own: number[]; total: number }>> = {
  async speedscope(profile, options) {
    const file = await json<Speedscope>("speedscope", profile, options);
    expect(isSpeedscope(file), JSON.stringify(isSpeedscope.errors)).to.equal(true);
    const [time] = file.profiles;
    for (const frame of time!.samples.flat()) expect(frame).to.be.below(file.shared.frames.length);
    return { own: time!.weights, total: time!.endValue };
  },
  async collapsed(profile, options) {
    const lines = (await exported("collapsed", profile, options)).split("\n").slice(0, -1);
    const own = lines.map((line) => Number(/^(?:[^;]+;)*[^;]+ (\d+)$/.exec(line)![1]));
    return { own, total: sum(own) };
  },
  async trace(profile, options) {
    const { traceEvents } = await json<TraceEvents>("trace", profile, options);
    const slices = traceEvents.filter(({ ph }) => ph === "X");
    // Slices lie on each other or beside each other: each ends no later than the one that it began in.
    const open: number[] = [];
    for (const { ts, dur } of slices) {
      while (open.length > 0 && open.at(-1)! <= ts) open.pop();
      expect(ts + dur).to.be.at.most(open.at(-1) ?? Infinity);
      open.push(ts + dur);
    }
    const own = slices.map(({ args }) => args.selfNs).filter((ns) => ns > 0);
    return { own, total: 1000 * Math.max(...slices.map(({ ts, dur }) => ts + dur)) };
  },
  async firefox(profile, options) {
    const { threads: [thread], shared: { stackTable } } = await json<FirefoxProfile>("firefox", profile, options);
    stackTable.prefixOffset.forEach((offset, index) => expect(offset).to.be.within(0, index));
    for (const stack of thread!.samples.stack) expect(stack).to.be.below(stackTable.length);
    const own = thread!.samples.weight.map((ms) => Math.round(ms * 1e6));
    return { own, total: sum(own) };
  },
  async pprof(profile, options) {
    const { sample, sampleType, stringTable, location } = await decoded(profile, options);
    expect(stringTable.strings[Number(sampleType.at(-1)!.type)]).to.equal("time");
    const own = sample.map(({ value }) => Number(value.at(-1))).filter((ns) => ns > 0);
    for (const { locationId } of sample) for (const id of locationId) expect(Number(id)).to.be.within(1, location.length);
    return { own, total: sum(own) };
  },
  async cpuprofile(profile, options) {
    const file = await json<CpuProfile>("cpuprofile", profile, options);
    const model = new (await dataModel())(file);
    const ticks = file.nodes.flatMap(({ positionTicks = [] }) => positionTicks.map((tick) => tick.ticks));
    expect(sum(file.timeDeltas)).to.equal(model.totalHitCount);
    expect(sum(ticks)).to.be.at.most(model.totalHitCount);
    return { own: [], total: 1000 * (file.endTime - file.startTime) };
  },
  async callgrind(profile, options) {
    const text = await exported("callgrind", profile, options);
    const place = String.raw`(?:fl|fn|cfi|cfn)=\(\d+\)(?: .*)?`;
    const head = String.raw`# callgrind format|(?:version|creator|cmd|desc|positions|event|events|totals): .*|calls=1 \d+`;
    for (const line of text.split("\n")) expect(line).to.match(new RegExp(`^(?:${head}|${place}|\\d+(?: \\d+)+|)$`));
    const time = /^events: (.*)$/m.exec(text)![1]!.split(" ").indexOf("Time");
    const costs = [...text.matchAll(/^(calls=1 \d+\n)?(\d+(?: \d+)+)$/gm)]
      .map(([, call, cost]) => ({ isCall: call !== undefined, ns: Number(cost!.split(" ")[time + 1]) }));
    for (const { ns } of costs) expect(ns).to.be.at.most(durationOf(profile));
    const own = costs.filter(({ isCall }) => !isCall).map(({ ns }) => ns);
    expect(/^totals: (.*)$/m.exec(text)![1]!.split(" ").map(Number)[time]).to.equal(sum(own));
    return { own: [], total: sum(own) };
  },
};

async function decoded(profile: Profile, options: Partial<ReportOptions>): Promise<PprofProfile> {
  const pieces: Uint8Array[] = [];
  for await (const piece of formats.find(({ id }) => id === "pprof")!.export(profile, options)) pieces.push(Buffer.from(piece));
  return PprofProfile.decode(gunzipSync(Buffer.concat(pieces)));
}

describe("exports of random profiles", () => {
  for (const [id, timesOf] of Object.entries(times)) {
    it(`hold each nanosecond once, whatever the names: ${id}`, async () => {
      await fc.assert(fc.asyncProperty(withStacks, async ({ profile, physical }) => {
        const { own, total } = await timesOf(profile, { physical });
        // Whole microseconds are all that some formats hold.
        expect(total).to.be.closeTo(durationOf(profile), ["cpuprofile", "trace"].includes(id) ? 500 : 0);
        if (own.length === 0) return;
        expect(sum(own)).to.equal(durationOf(profile));
        if (!physical) expect(own).to.have.length(ownPaths(profile));
      }), { numRuns: 60 });
    });
  }

  it("have slices that no reader can take for each other, however short: trace", async () => {
    const some = fc.record({ paths: randomPaths, scale: fc.constantFrom(1_000_000, 10_000, 1_000) });
    await fc.assert(fc.asyncProperty(some, async ({ paths, scale }) => {
      const short = Object.fromEntries(Object.entries(paths).map(([path, ns]) => [path, Math.round(ns / scale)]));
      const profile = profileOf(short, { outsideNs });
      const slices = (await json<TraceEvents>("trace", profile)).traceEvents.filter(({ ph }) => ph === "X");
      for (const { dur } of slices) expect(dur).to.be.at.least(1);
      expect(new Set(slices.map(({ args, name }) => JSON.stringify([name, args]))).size).to.equal(slices.length);
      // Of its caller a slice that is left out takes no time away.
      expect(Math.max(...slices.map(({ dur, ts }) => ts + dur))).to.equal(Math.round(durationOf(profile) / 1000));
    }), { numRuns: 60 });
  });

  it("have a row for each line: csv", async () => {
    await fc.assert(fc.asyncProperty(withLines, async (profile) => {
      const rows = parse<Record<string, string>>(await exported("csv", profile), { columns: true });
      const lines = linesOf(profile);
      expect(rows).to.have.length(lines.length);
      expect(sum(rows.map(({ self_ns: ns }) => Number(ns)))).to.equal(sum(lines.map(({ row }) => row.times?.selfNs ?? 0)));
      const names = new Set(profile.sources.flatMap(({ functions }) => functions.name));
      for (const { function: name, countable, hits } of rows) {
        expect(names.has(name!)).to.equal(true);
        expect(hits === "").to.equal(countable === "0");
      }
    }), { numRuns: 60 });
  });

  it("are tables whose cells are what the program is called: markdown", async () => {
    await fc.assert(fc.asyncProperty(withLines, async (profile) => {
      const tokens = marked.lexer(await exported("markdown", profile, { limit: 1000 }));
      const ran = linesOf(profile).filter(({ row }) => (row.times?.selfNs ?? 0) > 0);
      const table = tokens.find((token): token is Tokens.Table => token.type === "table");
      expect(table?.rows.length ?? 0).to.equal(ran.length);
      for (const row of table?.rows ?? []) {
        expect(row).to.have.length(table!.header.length);
        // Escapes and code spans are all that there is: nothing of a name or a source became a link, an image, emphasis or HTML.
        expect(new Set(row.flatMap(({ tokens: parts }) => parts.map(({ type }) => type)))).to.satisfy((types: Set<string>) => (
          [...types].every((type) => ["text", "escape", "codespan"].includes(type))
        ));
      }
    }), { numRuns: 60 });
  });

  it("have the hits of all lines that can be counted: lcov and istanbul", async () => {
    await fc.assert(fc.asyncProperty(withLines, async (profile) => {
      const most = new Map<string, number>();
      for (const { source, row: { line, hits } } of linesOf(profile)) {
        const key = `${source}:${line}`;
        if (hits !== null) most.set(key, Math.max(most.get(key) ?? 0, hits));
      }
      const records = (await exported("lcov", profile)).split("end_of_record\n").slice(0, -1);
      const lines = records.flatMap((record) => record.split("\n").filter((line) => /^DA:\d+,\d+$/.test(line)));
      expect(lines).to.have.length(most.size);
      expect(sum(lines.map((line) => Number(line.split(",")[1])))).to.equal(sum(most.values()));
      for (const record of records) for (const line of record.split("\n")) expect(line).to.match(/^(?:TN:|(?:SF|FN|FNDA|FNF|FNH|DA|LF|LH):.+|)$/);

      const coverage = createCoverageMap(await json<CoverageMapData>("istanbul", profile));
      const covered = coverage.files().flatMap((file) => Object.values(coverage.fileCoverageFor(file).getLineCoverage()));
      expect(covered).to.have.length(most.size);
      expect(sum(covered)).to.equal(sum(most.values()));
    }), { numRuns: 60 });
  });

  it("tell in their heads what they do not carry, where there is a place for that", async () => {
    const profile = profileOf({ main: 5_000 });
    for (const id of ["speedscope", "cpuprofile", "callgrind", "firefox", "trace"]) {
      const { loses } = formats.find((format) => format.id === id)!;
      expect(await exported(id, profile)).to.include(`Not in this file: ${loses.join(", ")}.`);
    }
    expect((await decoded(profile, {})).stringTable.strings.join("\n")).to.include("Not in this file: ");
  });

  it("tell in their heads how many call paths were folded away", async () => {
    const profile = profileOf({ main: 5_000 });
    profile.processes[0]!.threads[0]!.callTree.folded = 7;
    const note = "7 call paths with little time were folded into their callers'; the figures of lines are exact.";
    for (const id of ["speedscope", "cpuprofile", "callgrind", "firefox", "trace"]) expect(await exported(id, profile)).to.include(note);
    expect((await decoded(profile, {})).stringTable.strings).to.include(note);
  });

  it("are of some functions where asked: paths through them, the rest told", async () => {
    const profile = profileOf({ "main": 10_000, "main load": 20_000, "main load fib": 300_000, "fib": 7_000, "main format": 1_000 }, { idleNs });
    expect(await exported("collapsed", profile, { function: /^fib$/ })).to.equal(
      "main (src/main.ts:11);load (src/main.ts:21);fib (src/fib.ts:31) 300000\nfib (src/fib.ts:31) 7000\n",
    );
    expect(await exported("collapsed", profile, { file: ["fib.ts"] })).to.equal(await exported("collapsed", profile, { function: /^fib$/ }));
    const callgrind = await exported("callgrind", profile, { function: /^load$/ });
    expect(callgrind).to.include("Hidden: 4 functions of other names, 11.02 ms outside of calls of those shown.").and.match(/^totals: 8 20000$/m);
    const speedscope = await json<Speedscope>("speedscope", profile, { function: /^load$/ });
    expect(speedscope.profiles.map(({ name, endValue }) => [name, endValue])).to.deep.equal([["Process 100, thread 0 (main)", 320_000], ["hits", 8]]);
  });

  it("have a line of a megabyte, and a program that did nothing", async () => {
    const long = profileOf({ main: 5_000 });
    long.sources[0]!.text = `${"x".repeat(1_000_000)}\n`.repeat(12);
    const nothing: Profile = { ...long, processes: [] };
    // One holds the source as it is, one brings the code that shows it.
    const most: Readonly<Record<string, number>> = { firefox: 13_000_000, html: 200_000 + (await exported("html", nothing)).length };
    for (const { id, binary } of formats) {
      if (!binary) expect(await exported(id, long), id).to.have.length.above(0).and.below(most[id] ?? 200_000);
      expect(await exported(id, nothing), id).to.be.a("string");
    }
  });
});
