/** The report as a page, in a browser: opened from disk, clicked through, searched, read by keys, with whatever a source may hold. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Profile } from "@perline/format";
import type { ReportOptions } from "@perline/reporter";
import type { AxeResults } from "axe-core";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { subjectIn } from "../exports/subjects.js";
import { buildProfile } from "../format/build-profile.js";
import { exported, reportOf } from "../reporter/export.js";
import { profileOf } from "../reporter/call-trees.js";
import { cellsOf, go, reportPages } from "./report-page.js";
import { tracedProfile } from "./traced-profile.js";

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

const ms = 1_000_000;

/** What axe brings into a page. */
interface Checked {
  axe?: { run(options?: { runOnly: string[] }): Promise<AxeResults> };
}

describe("html report", () => {
  const { opened } = reportPages();
  let profile: Profile;
  const folder = mkdtempSync(join(tmpdir(), "perline-page-"));

  before(async () => {
    ({ profile } = await subjectIn(folder, "recursion and awaits, written down"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const headerOf = (page: Page): Promise<string[]> => page.locator(".header > *").allTextContents();

  /** What a table says of one column, by the text of another. */
  async function column(page: Page, title: string, by: string): Promise<Record<string, string>> {
    const titles = await headerOf(page);
    // Where no line calls another, Self would repeat Time.
    const at = titles.indexOf(title === "Self" && !titles.includes(title) ? "Time" : title);
    const rows = await cellsOf(page);
    return Object.fromEntries(rows.map((row) => [row[titles.indexOf(by)], row[at]])) as Record<string, string>;
  }

  it("has the figures of every line", async () => {
    const { files } = await reportOf(profile);
    const page = await opened(profile);
    for (const { path, lines } of files) {
      await go(page, `#source/${path}`);
      for (const [title, figure] of [["Hits", "hits"], ["Self", "selfNs"], ["Time", "totalNs"]] as const) {
        const shown = Object.entries(await column(page, title, "Line")).filter(([, text]) => text !== "");
        const unit = figure === "hits" ? 1 : 1e3;
        const expected = lines.map((line) => [String(line.line), ((line[figure] ?? 0) / unit).toFixed(figure === "hits" ? 0 : 1)]);
        expect(Object.fromEntries(shown), `${title} of ${path}`).to.deep.equal(Object.fromEntries(expected));
      }
    }
  });

  it("has room for the source beside all figures, and what it tells of a line", async () => {
    const lines = [{ line: 1, hits: 123_456, self: 271 * ms, total: 298 * ms, await: 103 * ms, throws: 20 }];
    const text = `${"x".repeat(100)}\n`;
    const page = await opened(buildProfile({
      sources: [{ path: "a.js", text, functions: [{ name: "run", line: 1, endLine: 1, lines }] }],
    }), "#source/a.js:1");
    await page.waitForSelector(".panel h2");
    const seen = await page.locator(".row.current .code").evaluate((code) => {
      const right = code.closest(".rows")?.getBoundingClientRect().right ?? 0;
      return (right - code.getBoundingClientRect().left) / (code.getBoundingClientRect().width / 100);
    });
    expect(await headerOf(page)).to.include.members(["Hits", "Time", "Per Hit", "% Time", "Await", "Self", "Throws"]);
    // In a window of 1280 pixels.
    expect(seen).to.be.above(40);
  });

  it("switches between self and total time, sorts and filters", async () => {
    const page = await opened(profile, "#functions");
    const names = async (): Promise<string[]> => (await cellsOf(page)).map((row) => row.at(-2) ?? "");
    expect(await names()).to.deep.equal(["load", "fib", "format", "main", "pad"]);
    await page.getByRole("button", { name: "Total", exact: true }).click();
    expect(await names()).to.deep.equal(["main", "load", "fib", "format", "pad"]);
    await page.getByRole("button", { name: "Function", exact: true }).click();
    expect(await names()).to.deep.equal(["fib", "format", "load", "main", "pad"]);
    await page.getByLabel("Filter functions").fill("node_modules pad");
    expect(await names()).to.deep.equal(["pad"]);
    expect(await page.locator("[role=status]").textContent()).to.equal("1 of 5 functions");
  });

  it("finds a function as one types, and goes there", async () => {
    const page = await opened(profile);
    await page.keyboard.press("/");
    await page.keyboard.type("FO");
    expect(await page.locator("#found li").allTextContents()).to.deep.equal(["formatnode_modules/@a/b/index.js:40"]);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".row.current");
    expect(new URL(page.url()).hash).to.equal("#source/node_modules/%40a/b/index.js:40");
    expect(await page.locator(".row.current [role=rowheader]").textContent()).to.equal("40");
  });

  it("tells who called a line's function and whom the line calls", async () => {
    const page = await opened(profile, "#source/src/main.ts:21");
    await page.waitForSelector(".panel h3");
    const tables = await page.locator(".panel table").evaluateAll((all) => all.map((table) => (
      [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent).join(" "))
    )));
    expect(await page.locator(".panel h3").allTextContents()).to.deep.equal(["Called from this line", "Callers of load"]);
    expect(tables).to.deep.equal([
      ["90 ms 60 ms fibsrc/fib.ts:30", "35 ms 30 ms formatnode_modules/@a/b/index.js:40", "10 ms 7 ms loadsrc/main.ts:20"],
      ["235 ms 100 ms mainsrc/main.ts:11", "20 ms 20 ms mainsrc/main.ts:12", "10 ms 7 ms loadsrc/main.ts:21"],
    ]);
  });

  it("tells where a line's self time went", async () => {
    const page = await opened(buildProfile({
      sources: [{
        path: "a.js", text: "one();\ntwo();\n",
        functions: [{ name: "run", line: 1, endLine: 2, lines: [{ line: 1, hits: 1, self: 8e6 }, { line: 2, hits: 1, self: 1e6 }] }],
      }],
      thread: { split: {
        intervalNs: 1e6, places: { kind: ["own", "package"], name: ["", "lodash"], path: ["", "node_modules/lodash"] },
        source: [0, 0, 0], line: [0, 0, 1], place: [0, 1, 0], samples: [2, 6, 1], sure: [1, 1, 1], others: 0, lost: 0,
      } },
    }), "#source/a.js:1");
    const panel = page.locator(".panel dl");
    expect(await panel.textContent()).to.include("Self went intolodash 75 % · own 25 %");
    await go(page, "#source/a.js:2");
    expect(await panel.textContent()).to.include("Self went intonot known: too few samples of V8's");
  });

  it("tells how often each was called, and by whom, where that is known of each path", async () => {
    const times = { main: ms, "main load": 2 * ms, "main' load": ms, "main load fib": 5 * ms, "main load fib fib": 3 * ms };
    const calls = { main: 1, "main load": 2, "main' load": 1, "main load fib": 3, "main load fib fib": 7 };
    const page = await opened(profileOf(times, { calls }), "#functions");
    expect(await column(page, "Calls", "Function")).to.include({ main: "1", load: "3", fib: "10/3" });
    await go(page, "#tree");
    const tree = (await cellsOf(page)).map((row) => `${row[5]} ${row[4]}`);
    expect(tree).to.deep.equal(["▾ main 1", "▾ load 3", "▾ fib 3", "  fib 7"]);
    const listsOf = async (place: string): Promise<string[]> => {
      await go(page, `#source/${place}`);
      await page.waitForSelector(".panel h3");
      const rows = await page.locator(".panel tbody tr").evaluateAll((all) => (
        all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent).join(" "))
      ));
      return [await page.locator(".panel p").first().innerText(), ...rows];
    };
    expect(await listsOf("src/fib.ts:31")).to.deep.equal([
      "in fib (line 30), called 10/3 times", "7/0 3 ms 3 ms fibsrc/fib.ts:30", "3 8 ms 5 ms loadsrc/main.ts:21", "7/0 3 ms 3 ms fibsrc/fib.ts:31",
    ]);
    expect(await listsOf("src/main.ts:21")).to.deep.equal([
      "in load (line 20), called 3 times", "3 8 ms 5 ms fibsrc/fib.ts:30", "2 10 ms 2 ms mainsrc/main.ts:11", "1 1 ms 1 ms mainsrc/main.ts:12",
    ]);
  });

  it("is gone through by keys alone", async () => {
    const page = await opened(profile);
    await page.keyboard.press("4");
    await page.waitForSelector("h1.path");
    await page.keyboard.press("h");
    await page.waitForSelector(".panel:not([hidden])");
    const hottest = await page.locator(".panel h2").textContent();
    await page.locator(".rows").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.locator(".panel h2").textContent()).not.to.equal(hottest);
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).to.equal(false);
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").isVisible()).to.equal(true);
  });

  it("shows as text whatever a source holds", async () => {
    const lines = [
      "const a = '</script><script>document.title = `taken`</script>';", "<!-- <script> -->", "a\u2028b",
      "let \u202eright\u202c = 1; // \u0007", "x".repeat(2 ** 20),
    ];
    const path = "src/<b>&amp;\"é:1.ts";
    const page = await opened(buildProfile({
      sources: [{ path, text: lines.join("\n"), functions: [
        { name: "<img src=x onerror=alert(1)>", line: 1, endLine: 6, calls: 1, lines: [{ line: 1, hits: 1, self: 100 }] },
      ] }],
    }), `#source/${path.split("/").map(encodeURIComponent).join("/")}:2`);
    await page.waitForSelector(".row.current");
    const code = (await cellsOf(page)).map((row) => row.at(-1) ?? "");
    expect(code.slice(0, 3)).to.deep.equal([lines[0], lines[1], "a"]);
    expect(code[4]).to.equal("let <U+202E>right<U+202C> = 1; // ␇");
    expect(code[5]).to.match(/^x{10000} \.\.\. and 1038576 characters more$/);
    expect(await page.title()).to.equal("perline: /project/main.js");
    await page.goto(`${page.url().replace(/#.*/, "")}#functions`);
    expect((await cellsOf(page))[0]?.at(-2)).to.equal("<img src=x onerror=alert(1)>");
  });

  it("holds as much source text as it may", async () => {
    const text = "const secret = 1;\nfunction f() {\n  work();\n}\r\nconst other = secret;\n";
    const confidential = buildProfile({
      sources: [{ path: "a.js", text, functions: [
        { name: "<module>", line: 1, endLine: 5, lines: [] }, { name: "f", line: 2, endLine: 4, lines: [{ line: 3, hits: 7, self: 10 }] },
      ] }],
    });
    const shown = async (sources: ReportOptions["sources"]): Promise<string[]> => {
      const page = await opened(confidential, "#source/a.js", { sources });
      return (await cellsOf(page)).map((row) => `${row[0]} ${row[1]} ${row.at(-1)}`);
    };
    expect(await shown("all")).to.deep.equal(["1  const secret = 1;", "2  function f() {", "3 7   work();", "4  }", "5  const other = secret;"]);
    expect(await shown("marked")).to.deep.equal(["1  ", "2  function f() {", "3 7   work();", "4  }", "5  "]);
    expect(await shown("none")).to.deep.equal(["3 7 "]);
    expect(await exported("html", confidential, { sources: "marked" })).not.to.include("secret");
    expect(await exported("html", confidential, { sources: "none" })).not.to.include("work()");
  });

  it("stays quick with a hundred thousand lines", async () => {
    const count = 100_000;
    const text = Array.from({ length: count }, (_, index) => `line(${index + 1});`).join("\n");
    const lines = Array.from({ length: count }, (_, index) => ({ line: index + 1, hits: 1, self: index % 7 }));
    const page = await opened(buildProfile({
      sources: [{ path: "a.js", text, functions: [{ name: "f", line: 1, endLine: count, calls: 1, lines }] }],
    }), "#source/a.js");
    for (const share of [0.1, 0.5, 1]) {
      // What is in sight is there as soon as the browser has scrolled, and little else.
      const [seen, rows] = await page.locator(".rows").evaluate(async (table, to) => {
        table.scrollTop = table.scrollHeight * to;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const { left, bottom, top } = table.getBoundingClientRect();
        const inSight = [top + 40, bottom - 30].map((y) => document.elementFromPoint(left + 30, y)?.closest(".body > .row")?.textContent ?? "");
        return [inSight, table.querySelectorAll(".body > .row").length];
      }, share);
      for (const row of seen) expect(row).to.match(/line\(\d+\);$/);
      expect(rows).to.be.lessThan(200);
    }
    expect((await cellsOf(page)).at(-1)?.at(-1)).to.equal(`line(${count});`);
    // Scrolling makes the rows that come, takes away those that go, and touches no other.
    const changes = await page.locator(".rows").evaluate(async (table) => {
      let step = { made: 0, gone: 0, others: 0 };
      const steps: typeof step[] = [];
      new MutationObserver((records) => {
        for (const { addedNodes, removedNodes, type } of records) {
          step.made += addedNodes.length;
          step.gone += removedNodes.length;
          step.others += type === "childList" ? 0 : 1;
        }
      }).observe(table, { attributes: true, characterData: true, childList: true, subtree: true });
      table.scrollTop = table.scrollHeight / 2;
      for (let at = 0; at <= 40; at++) {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        // The first is the jump.
        if (at > 0) steps.push(step);
        step = { made: 0, gone: 0, others: 0 };
        table.scrollTop += 3 * (at < 20 ? 20 : -20);
      }
      return steps;
    });
    expect(changes).to.deep.equal(changes.map(() => ({ made: 3, gone: 3, others: 0 })));
  });

  it("says why there is nothing to see", async () => {
    const page = await opened({ ...buildProfile({ sources: [] }), processes: [] });
    expect(await page.locator("main").innerText()).to.include("Nothing was measured: the profile holds no process.");
    for (const view of ["files", "functions", "source"]) {
      await go(page, `#${view}`);
      expect(await page.locator("main").innerText()).to.match(/^No (file|function) was measured\.$/);
    }
    const graphs = { flame: "No time was measured.", tree: "No time was measured.", memory: "No objects were traced." };
    for (const [view, told] of Object.entries(graphs)) {
      await go(page, `#${view}`);
      expect(await page.locator("main").innerText()).to.include(told);
    }
  });

  it("says so where no line ran", async () => {
    const fn = { name: "a", line: 1, endLine: 3, calls: 0, lines: [{ line: 2, hits: 0 }] };
    const sources = [{ path: "a.js", text: "function a() {\n  b();\n}\n", functions: [fn] }];
    const page = await opened(buildProfile({ sources, thread: { idleNs: 5_000_000 } }));
    expect(await page.locator("main").innerText()).to.include("No instrumented line ran.");
    for (const view of ["flame", "tree"]) {
      await go(page, `#${view}`);
      expect(await page.locator("main").innerText()).to.include("[idle]");
    }
    for (const view of ["files", "functions"]) {
      await go(page, `#${view}`);
      expect(await cellsOf(page)).to.have.length(1);
    }
    await go(page, "#source/a.js");
    expect((await cellsOf(page)).map((cells) => cells.at(-1))).to.deep.equal(["function a() {", "  b();", "}"]);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`can be read by everybody: ${colorScheme}`, async () => {
      const page = await opened(tracedProfile(profile));
      await page.emulateMedia({ colorScheme });
      // Of a long table a few rows are enough.
      await page.setViewportSize({ width: 1000, height: 360 });
      const options = colorScheme === "dark" ? { runOnly: ["color-contrast"] } : undefined;
      const views = await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      expect(views).to.include("#memory");
      await page.evaluate(axe);
      for (const view of [...views, "#source/src/main.ts:21"]) {
        await go(page, view);
        const { violations } = await page.evaluate((only) => (globalThis as Checked).axe!.run(only), options);
        expect(violations.map(({ id, nodes }) => `${view} ${id}: ${nodes.map(({ html }) => html).join(" ")}`)).to.deep.equal([]);
      }
    });
  }
});
