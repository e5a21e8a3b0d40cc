/** What perline exports of each example, read by the programs it is for: the numbers they print are ours. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { annotated } from "./callgrind.js";
import { genhtmlLines, istanbulLines } from "./coverage.js";
import { cpuProfileLines, expectRounded, traceLines } from "./devtools.js";
import { askFirefox } from "./firefox.js";
import { comments, listedLine, topLines } from "./pprof.js";
import { type ByLine, byLineAlone, ownFigures, restOf, some, type Subject, subjectIn, subjects } from "./subjects.js";
import { csvFigures, durationsOf, markdownRows } from "./tables.js";

const isSpeedscope = new Ajv({ strict: false }).compile(createRequire(__filename)("speedscope/dist/release/file-format-schema.json") as object);

/** A reader of a format, and what is to be seen there. */
type Reading = (subject: Subject) => Promise<void>;

const readings: Readonly<Record<string, Reading>> = {
  async "pprof: time, hits and bytes of each line, with what it called, and its source"(subject) {
    const { profile, write } = subject;
    const file = await write("pprof", { physical: true });
    const time = topLines(subject, file, ["-unit=nanoseconds"]);
    const own = (rows: typeof time): ByLine => some([...rows].map(([place, [flat]]) => [place, flat]));
    expect(own(time)).to.deep.equal(await ownFigures(profile, "selfNs"));
    expect(own(topLines(subject, file, ["-sample_index=hits"]))).to.deep.equal(await ownFigures(profile, "hits"));
    const bytes = await ownFigures(profile, "bytes");
    if (Object.keys(bytes).length > 0) expect(own(topLines(subject, file, ["-sample_index=bytes", "-unit=bytes"]))).to.deep.equal(bytes);
    // Functions without a name on one line are one for pprof, and so is their time with what they called.
    const totals = await ownFigures(profile, "totalNs");
    for (const [place, [, cum]] of time) if (!place.startsWith("<")) expect([place, cum]).to.deep.equal([place, totals[place]]);

    const [place = ""] = Object.entries(await ownFigures(profile, "hits")).sort(([, a], [, b]) => b - a)[0]!;
    const [, name = "", path = "", line] = /^(.*) (.*):(\d+)$/.exec(place)!;
    const source = readFileSync(join(profile.root, path), "utf8").split("\n")[Number(line) - 1]!;
    const row = listedLine(subject, file, { name, line: Number(line) });
    expect(row).to.match(/^ +\d/).and.satisfy((text: string) => text.endsWith(source));
    expect(comments(subject, file)).to.match(/^perline .*\nNot in this file: calls, /);
  },

  async "callgrind_annotate: hits, time and bytes beside the source"(subject) {
    const { profile, write } = subject;
    const file = await write("callgrind");
    for (const [event, figure] of [["Hits", "hits"], ["Time", "selfNs"], ["Bytes", "bytes"]] as const) {
      const own = byLineAlone(await ownFigures(profile, figure));
      if (Object.keys(own).length > 0) expect(annotated(subject, file, event), event).to.deep.equal(own);
    }
  },

  async "the front end of the Firefox Profiler: functions, and time beside the source"(subject) {
    const { profile, write } = subject;
    const { functions, lines } = askFirefox(subject, await write("firefox"));
    expect(functions).to.include.members(Object.keys(restOf(profile)));
    expect(lines).to.deep.equal(byLineAlone(await ownFigures(profile, "selfNs")));
  },

  async "genhtml and istanbul: hits as coverage, the same of both"(subject) {
    const hits = byLineAlone(await ownFigures(subject.profile, "hits"), Math.max);
    const paths = [...new Set(Object.keys(hits).map((place) => place.slice(0, place.lastIndexOf(":"))))];
    expect(genhtmlLines(subject, await subject.write("lcov"), paths)).to.deep.equal(hits);
    const { lines, page } = istanbulLines(subject, await subject.write("istanbul"));
    expect(lines).to.deep.equal(hits);
    expect(page).to.include("All files");
  },

  async "Chrome DevTools, as a CPU profile: time of functions and of their lines"(subject) {
    const { profile, write } = subject;
    const { "[outside]": outside = 0, "[self]": self = 0, "[idle]": idle = 0 } = restOf(profile);
    const own = await ownFigures(profile, "selfNs");
    expectRounded(await cpuProfileLines(subject, await write("cpuprofile")), own, some([["(program)", outside + self], ["(idle)", idle]]));
  },

  async "Chrome DevTools, as a trace: time of lines, by how calls lie within each other"({ profile, write }) {
    expectRounded(await traceLines(await write("trace")), await ownFigures(profile, "selfNs"), restOf(profile));
  },

  async "csv-parse: hits, time and bytes"({ profile, write }) {
    const file = await write("csv");
    for (const [column, figure] of [["hits", "hits"], ["self_ns", "selfNs"], ["total_ns", "totalNs"], ["bytes", "bytes"]] as const) {
      expect(csvFigures(file, column), column).to.deep.equal(await ownFigures(profile, figure));
    }
  },

  async "marked: the lines that took time, with their hits"({ profile, write }) {
    const [hits, self] = [await ownFigures(profile, "hits"), await ownFigures(profile, "selfNs")];
    const rows = markdownRows(await write("markdown", { limit: 100_000 }));
    const keyOf = (row: Record<string, string>): string => `${row["Function"]} ${row["Line"]}`;
    expect(new Set(rows.map(keyOf))).to.deep.equal(new Set(Object.keys(self)));
    // Functions of one name on a line have a row each.
    for (const [key, own] of Object.entries(self)) {
      const same = rows.filter((row) => keyOf(row) === key);
      const found = durationsOf(same.map((row) => row["Self"] ?? ""));
      expect(own, key).to.be.closeTo(found.ns, found.errorNs);
      const counted = same.filter((row) => row["Hits"] !== "not countable");
      expect(counted.reduce((sum, row) => sum + Number(row["Hits"]), 0), key).to.equal(hits[key] ?? 0);
    }
  },

  async "the schema of speedscope"({ write }) {
    expect(isSpeedscope(JSON.parse(readFileSync(await write("speedscope"), "utf8"))), JSON.stringify(isSpeedscope.errors)).to.equal(true);
  },
};

for (const name of subjects) {
  describe(`exports of ${name} are read by`, () => {
    let subject: Subject;

    before(async () => {
      subject = await subjectIn(mkdtempSync(join(tmpdir(), "perline-test-")), name);
    });
    after(() => rmSync(subject.folder, { recursive: true, force: true }));

    for (const [title, reading] of Object.entries(readings)) it(title, () => reading(subject));
  });
}
