/** What perline exports, read by the programs it is for: the numbers they print are ours. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { expect } from "chai";
import { createCoverageMap } from "istanbul-lib-coverage";
import { createContext } from "istanbul-lib-report";
import { create } from "istanbul-reports";
import { answerOf } from "./readers.js";
import { type ByLine, byLineAlone, ownFigures, type Subject, subjectIn, subjects } from "./subjects.js";

const number = (text: string): number => Number(text.replaceAll(",", ""));

/** Only what is not nought. */
function some(figures: Iterable<readonly [string, number]>): ByLine {
  return Object.fromEntries([...figures].filter(([, figure]) => figure > 0));
}

/** The table of `go tool pprof -top -lines`, in whole units, without what has no line. */
function topLines({ folder }: Subject, file: string, sample: readonly string[]): Map<string, [flat: number, cum: number]> {
  const args = ["tool", "pprof", "-top", "-lines", "-nodecount=100000", "-nodefraction=0", "-edgefraction=0", ...sample, file];
  const answer = answerOf("go", args, { cwd: folder, env: { PPROF_TMPDIR: folder } });
  const rows = answer.matchAll(/^ *([\d.]+)[a-zA-Z]* +\S+% +\S+% +([\d.]+)[a-zA-Z]* +\S+% +(.+:\d+)$/gm);
  return new Map([...rows].map(([, flat, cum, place]) => [place!, [Number(flat), Number(cum)]]));
}

/** What callgrind_annotate prints beside the lines of the sources, of one event; without what lines called. */
function annotated({ folder }: Subject, file: string, event: string): ByLine {
  const args = ["--auto=yes", "--threshold=100", "--context=100000", `--show=${event}`, file];
  const answer = answerOf("callgrind_annotate", args, { cwd: folder });
  const found: [string, number][] = [];
  for (const part of answer.split(/^-- Auto-annotated source: /m).slice(1)) {
    const [path = "", , , , ...rows] = part.split("\n");
    const end = rows.indexOf("");
    const lines = rows.slice(0, end).filter((row) => !/=> .* \(\d+x\)$/.test(row));
    lines.forEach((row, index) => found.push([`${path}:${index + 1}`, number(/^ *([\d,]+) /.exec(row)?.[1] ?? "0")]));
  }
  return some(found);
}

/** What genhtml's pages show beside lines. */
function pagesOf(folder: string, paths: readonly string[]): ByLine {
  const pages = readdirSync(join(folder, "pages"), { recursive: true, encoding: "utf8" });
  const found: [string, number][] = [];
  for (const path of paths) {
    const page = readFileSync(join(folder, "pages", pages.find((file) => file.endsWith(`${normalize(path)}.gcov.html`))!), "utf8");
    for (const [, line, hits] of page.matchAll(/class="lineNum"> *(\d+) <\/span><span class="line(?:No)?Cov"> *(\d+) :/g)) {
      found.push([`${path}:${line}`, Number(hits)]);
    }
  }
  return some(found);
}

const profilerCli = createRequire(__filename).resolve("@firefox-devtools/profiler-cli");

/** What a line has in an answer of Mozilla's own program. */
interface AnnotatedSource {
  srcAnnotation: { filename: string; lines: { lineNumber: number; selfSamples: number; totalSamples: number }[] } | null;
}

/** Asks Mozilla's own program, which reads a profile as the front end does, in a process that stays until it is told to stop. */
function askFirefox({ folder }: Subject, file: string): { functions: string[]; lines: ByLine } {
  const ask = (...words: string[]): string => (
    answerOf(process.execPath, [profilerCli, ...words, "--session", "s"], { cwd: folder, env: { PROFILER_CLI_SESSION_DIR: folder } })
  );
  try {
    // It gives the other process half a second to start, which may take longer; that one goes on starting.
    attempt(() => ask("load", file));
    const { functions } = JSON.parse(patiently(() => ask("thread", "functions", "--include-idle", "--limit", "0", "--json"))) as {
      functions: { functionHandle: string; name: string }[];
    };
    const lines = new Map<string, number>();
    for (const { functionHandle } of functions) {
      const { srcAnnotation } = JSON.parse(ask("function", "annotate", functionHandle, "--context", "file", "--json")) as AnnotatedSource;
      for (const { lineNumber, selfSamples } of srcAnnotation?.lines ?? []) {
        lines.set(`${srcAnnotation!.filename}:${lineNumber}`, Math.round(selfSamples * 1e6));
      }
    }
    return { functions: functions.map(({ name }) => name), lines: some(lines) };
  } finally {
    ask("stop");
  }
}

function attempt(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** The answer, once there is one; each question takes a process. */
function patiently(ask: () => string): string {
  for (let left = 100; left > 0; left--) {
    let answer = "";
    if (attempt(() => (answer = ask()))) return answer;
  }
  return ask();
}

for (const name of subjects) {
  describe(`exports of ${name}`, () => {
    let subject: Subject;

    before(async () => {
      subject = await subjectIn(mkdtempSync(join(tmpdir(), "perline-test-")), name);
    });
    after(() => rmSync(subject.folder, { recursive: true, force: true }));

    it("are read by pprof: time and hits of each line, with what it called, and its source", async () => {
      const { folder, profile, write } = subject;
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
      const [, fn = "", path = "", line] = /^(.*) (.*):(\d+)$/.exec(place)!;
      const listing = answerOf("go", ["tool", "pprof", "-sample_index=hits", `-list=^${fn.replace(/[.<>]/g, "\\$&")}$`, file], { cwd: folder });
      const source = readFileSync(join(folder, path), "utf8").split("\n")[Number(line) - 1]!;
      expect(listing.split("\n").find((row) => row.includes(` ${line}:`))).to.match(/^ +\d/).and.satisfy((row: string) => row.endsWith(source));
      expect(answerOf("go", ["tool", "pprof", "-comments", file], { cwd: folder })).to.match(/^perline .*\nNot in this file: calls, /);
    });

    it("are read by callgrind_annotate: hits, time and bytes beside the source", async () => {
      const { profile, write } = subject;
      const file = await write("callgrind");
      const bytes = await ownFigures(profile, "bytes");
      expect(annotated(subject, file, "Hits")).to.deep.equal(byLineAlone(await ownFigures(profile, "hits")));
      expect(annotated(subject, file, "Time")).to.deep.equal(byLineAlone(await ownFigures(profile, "selfNs")));
      if (Object.keys(bytes).length > 0) expect(annotated(subject, file, "Bytes")).to.deep.equal(byLineAlone(bytes));
    });

    it("are read by the front end of the Firefox Profiler: functions, and time beside the source", async () => {
      const { profile, write } = subject;
      const { functions, lines } = askFirefox(subject, await write("firefox"));
      expect(functions).to.include("[outside]");
      expect(lines).to.deep.equal(byLineAlone(await ownFigures(profile, "selfNs")));
    });

    it("are read by genhtml and istanbul: hits as coverage, the same of both", async () => {
      const { folder, profile, write } = subject;
      const figures = await ownFigures(profile, "hits");
      const hits: ByLine = {};
      for (const [key, figure] of Object.entries(figures)) {
        const place = key.slice(key.lastIndexOf(" ") + 1);
        hits[place] = Math.max(hits[place] ?? 0, figure);
      }
      answerOf("genhtml", ["--quiet", "--output-directory", "pages", await write("lcov")], { cwd: folder });
      const paths = [...new Set(Object.keys(hits).map((place) => place.slice(0, place.lastIndexOf(":"))))];
      expect(pagesOf(folder, paths)).to.deep.equal(hits);

      const coverage = createCoverageMap(JSON.parse(readFileSync(await write("istanbul"), "utf8")) as Parameters<typeof createCoverageMap>[0]);
      const context = createContext({ dir: join(folder, "coverage"), coverageMap: coverage });
      create("lcovonly", { projectRoot: folder }).execute(context);
      create("html").execute(context);
      const written = readFileSync(join(folder, "coverage", "lcov.info"), "utf8").split("end_of_record").flatMap((record) => {
        const path = /^SF:(.*)$/m.exec(record)?.[1]?.replaceAll("\\", "/");
        return [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => [`${path}:${line}`, Number(count)] as const);
      });
      expect(some(written)).to.deep.equal(hits);
      expect(readFileSync(join(folder, "coverage", "index.html"), "utf8")).to.include("All files");
    });
  });
}
