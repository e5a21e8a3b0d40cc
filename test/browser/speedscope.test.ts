/** What perline exports, read by speedscope, which has an importer of its own for most formats: its table has our times. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { type ByLine, ownFigures, type Subject, subjectIn } from "../exports/subjects.js";
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

const whole = (figure: number): string => figure.toLocaleString("en-US");
const milliseconds = (ns: number): string => `${(ns / 1e6).toFixed(2)}ms`;

const outside = { "[outside]": 7_000_777, "[idle]": 11_000_000 };

/** What frames are called in a format, and how its figures are printed. */
interface Reading {
  id: string;
  nameOf(this: void, own: Own): string;
  print(this: void, ns: number): string;
  /** What no line was charged with. */
  rest: ByLine;
}

const readings: readonly Reading[] = [
  { id: "speedscope", nameOf: ({ fn, line }) => `${fn}:${line}`, print: milliseconds, rest: outside },
  { id: "collapsed", nameOf: ({ fn, path, line }) => `${fn} (${path}:${line})`, print: whole, rest: outside },
  // Of a CPU profile, speedscope leaves idle time out.
  { id: "cpuprofile", nameOf: ({ fn }) => fn, print: milliseconds, rest: { "(program)": 7_000_777 } },
  { id: "pprof", nameOf: ({ fn }) => fn, print: milliseconds, rest: outside },
];

describe("exports in speedscope", () => {
  let browser: Browser;
  let subject: Subject;
  let own: Own[];

  before(async () => {
    browser = await startChromium();
    subject = await subjectIn(mkdtempSync(join(tmpdir(), "perline-test-")), "recursion and awaits, written down");
    own = Object.entries(await ownFigures(subject.profile, "selfNs")).map(([key, ns]) => {
      const [, fn = "", path = "", line = ""] = /^(.*) (.*):(\d+)$/.exec(key)!;
      return { fn, path, line, ns };
    });
  });
  after(async () => {
    await browser.close();
    rmSync(subject.folder, { recursive: true, force: true });
  });

  /** Self time of each frame as the page's table prints it, and what went wrong in the page. */
  async function tableOf(file: string): Promise<{ table: Record<string, string>; errors: string[] }> {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    // The page asks for a script that would hand the profile to it; here the test does.
    const script = join(subject.folder, "none.js");
    writeFileSync(script, "");
    await page.goto(`${pathToFileURL(application).href}#view=sandwich&localProfilePath=${pathToFileURL(script).pathname.slice(1)}`);
    await page.waitForFunction(() => "speedscope" in globalThis);
    await page.evaluate(([name = "", content = ""]) => {
      (globalThis as Offered).speedscope?.loadFileFromBase64(name, content);
    }, [basename(file), readFileSync(file).toString("base64")]);
    await page.waitForFunction((frame) => document.body.innerText.includes(frame), "load");
    // There is a hidden table for each profile of the file; the one of time is shown.
    const rows = await page.evaluate(() => [...document.querySelectorAll("tr")].filter((row) => row.checkVisibility()).map((row) => (
      [...row.querySelectorAll("td")].map((cell) => cell.innerText.trim())
    )));
    await page.close();
    const cells = rows.filter((row) => row.length === 3).map(([, self = "", frame = ""]) => [frame, self.replace(/ \(.*/, "")]);
    // Callers without time of their own have a row too.
    return { table: Object.fromEntries(cells.filter(([, self = ""]) => parseFloat(self) > 0)) as Record<string, string>, errors };
  }

  for (const { id, nameOf, print, rest } of readings) {
    it(`have our times: ${id}`, async () => {
      const sums: ByLine = { ...rest };
      for (const each of own) sums[nameOf(each)] = (sums[nameOf(each)] ?? 0) + each.ns;
      const { table, errors } = await tableOf(await subject.write(id));
      expect(table).to.deep.equal(Object.fromEntries(Object.entries(sums).map(([name, ns]) => [name, print(ns)])));
      expect(errors).to.deep.equal([]);
    });
  }
});
