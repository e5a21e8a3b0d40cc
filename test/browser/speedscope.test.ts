/** What perline exports of each example, read by speedscope, which can import most formats: its table has our times. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { type ByLine, ownFigures, restOf, type Subject, subjectIn, subjects } from "../exports/subjects.js";
import { startChromium } from "./chromium.js";

const application = createRequire(__filename).resolve("speedscope/dist/release/index.html");

/** What the page offers to a script that hands a profile to it. */
interface Offered {
  speedscope?: { loadFileFromBase64(name: string, content: string): void };
}

/** A line of a function, and its self time. */
interface Own {
  fn: string;
  path: string;
  line: string;
  ns: number;
}

/** A figure as the table prints it: the unit, and how many of ours it is. */
const units: Readonly<Record<string, number>> = { "": 1, ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 };

/** What is printed, in ns, and how far rounding may have led from what it was. */
function printed(text: string): { ns: number; errorNs: number } {
  const [, minutes, figure = "", unit = ""] = /^(?:(\d+):)?([\d.,]+)([a-zµ]*)$/.exec(text) ?? [];
  if (minutes !== undefined) return { ns: (Number(minutes) * 60 + Number(figure)) * 1e9, errorNs: 1e9 };
  const scale = units[unit] ?? NaN;
  return { ns: Number(figure.replaceAll(",", "")) * scale, errorNs: figure.includes(".") ? 0.005 * scale : 0 };
}

/** What frames are called in a format, and by how much a figure that stands there may differ from ours. */
interface Reading {
  id: string;
  nameOf(this: void, own: Own): string;
  /** Of each piece that was rounded, in ns. */
  errorNs: number;
  /** What no line was charged with is called otherwise there, or left out. */
  rest(this: void, rest: ByLine): ByLine;
}

const same = (rest: ByLine): ByLine => rest;

const readings: readonly Reading[] = [
  { id: "speedscope", nameOf: ({ fn, line }) => `${fn}:${line}`, errorNs: 0, rest: same },
  { id: "collapsed", nameOf: ({ fn, path, line }) => `${fn} (${path}:${line})`, errorNs: 0, rest: same },
  {
    // Of a CPU profile, speedscope leaves idle time out.
    id: "cpuprofile", nameOf: ({ fn }) => fn, errorNs: 1000,
    rest: ({ "[outside]": outside = 0, "[self]": self = 0 }) => ({ "(program)": outside + self }),
  },
  { id: "pprof", nameOf: ({ fn }) => fn, errorNs: 0, rest: same },
  { id: "trace", nameOf: ({ fn }) => fn, errorNs: 1000, rest: same },
];

describe("exports in speedscope", () => {
  const folder = mkdtempSync(join(tmpdir(), "perline-test-"));
  const errors: string[] = [];
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await startChromium();
    // Its table has the rows in sight alone.
    page = await browser.newPage({ viewport: { width: 1280, height: 12_000 } });
    page.on("pageerror", ({ message }) => errors.push(message));
    // The page asks for a script that would hand a profile to it; here the test does, one after the other.
    const script = join(folder, "none.js");
    writeFileSync(script, "");
    await page.goto(`${pathToFileURL(application).href}#view=sandwich&localProfilePath=${pathToFileURL(script).pathname.slice(1)}`);
    await page.waitForFunction(() => "speedscope" in globalThis);
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Self time of each frame as the page's table prints it, by name. */
  async function tableOf(file: string): Promise<[frame: string, self: string][]> {
    errors.length = 0;
    await page.evaluate(([called = "", content = ""]) => {
      for (const row of document.querySelectorAll("tr")) row.classList.add("before");
      (globalThis as Offered).speedscope?.loadFileFromBase64(called, content);
    }, [basename(file), readFileSync(file).toString("base64")]);
    // There is a hidden table for each profile of the file; the one of time is shown.
    await page.waitForFunction(() => [...document.querySelectorAll("tr:not(.before)")].some((row) => (
      row.checkVisibility() && row.querySelectorAll("td").length === 3
    )));
    const rows = await page.evaluate(() => [...document.querySelectorAll("tr")].filter((row) => row.checkVisibility()).map((row) => (
      [...row.querySelectorAll("td")].map((cell) => cell.innerText.trim())
    )));
    // Of a trace, the page writes what a call carries behind its name.
    const cells = rows.filter((row) => row.length === 3).map(([, self = "", frame = ""]): [string, string] => (
      [frame.replace(/ \{".*\}$/, ""), self.replace(/ \(.*/, "")]
    ));
    // Callers without time of their own have a row too.
    return cells.filter(([, self = ""]) => parseFloat(self) > 0);
  }

  for (const name of subjects) {
    describe(name, () => {
      let subject: Subject;
      let own: Own[];

      before(async () => {
        subject = await subjectIn(join(folder, basename(name)), name);
        own = Object.entries(await ownFigures(subject.profile, "selfNs")).map(([key, ns]) => {
          const [, fn = "", path = "", line = ""] = /^(.*) (.*):(\d+)$/.exec(key)!;
          return { fn, path, line, ns };
        });
      });

      for (const { id, nameOf, errorNs, rest } of readings) {
        it(`have our times: ${id}`, async () => {
          const sums: ByLine = rest(restOf(subject.profile));
          for (const each of own) sums[nameOf(each)] = (sums[nameOf(each)] ?? 0) + each.ns;
          const rows = await tableOf(await subject.write(id));
          expect(errors).to.deep.equal([]);
          // Rounded pieces are as many as there are call paths, of all lines together.
          const threads = subject.profile.processes.flatMap((each) => each.threads);
          const pieces = threads.reduce((sum, { callTree }) => sum + (callTree?.selfNs.length ?? 0), 0);
          for (const [frame, ns] of Object.entries(sums)) {
            const found = rows.filter(([each]) => each === frame).map(([, self]) => printed(self));
            const sum = found.reduce((all, each) => all + each.ns, 0);
            expect(sum, frame).to.be.closeTo(ns, found.reduce((all, each) => all + each.errorNs, 1 + pieces * errorNs));
          }
          expect(Object.keys(sums)).to.include.members(rows.map(([frame]) => frame));
        });
      }
    });
  }
});
