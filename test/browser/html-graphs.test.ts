/** Flame graph, call tree, memory over time and threads of the report's page, in a browser. */
import type { Profile } from "@perline/format";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { profileOf } from "../reporter/call-trees.js";
import { cellsOf, go, reportPages } from "./report-page.js";
import { tracedProfile } from "./traced-profile.js";

const ms = 1_000_000;

describe("graphs of the html report", () => {
  const { opened } = reportPages();
  const profile: Profile = profileOf({
    "main": 10 * ms, "main load": 100 * ms, "main' load": 20 * ms, "main load fib fib": 60 * ms, "main load format": 30 * ms,
    "(main) (load) fib": 50 * ms,
  }, { outsideNs: 7 * ms, idleNs: 23 * ms });

  /** Frames as they are drawn: their labels, and their widths as shares of the whole in percent. */
  async function drawn(page: Page): Promise<Record<string, number>> {
    await page.waitForSelector(".frame");
    // The library has that on what is still on its way to its width.
    await page.waitForFunction(() => ![...document.querySelectorAll(".frame, .frame *")].some((element) => "__transition" in element));
    const frames = await page.locator(".frame").evaluateAll((all) => all.map((frame) => (
      [frame.querySelector("title")?.textContent?.replace(/ \(.*/, "") ?? "", Number(frame.querySelector("rect")?.getAttribute("width"))] as const
    )));
    const widest = Math.max(...frames.map(([, width]) => width));
    return Object.fromEntries(frames.map(([name, width]) => [name, Math.round((1000 * width) / widest) / 10]));
  }

  it("draw each call path as wide as its time, and zoom in by a click", async () => {
    const page = await opened(profile, "#flame");
    const shares = {
      "all : 300 ms": 100, "main src/main.ts:10: 270 ms": 90, "load src/main.ts:20: 260 ms": 86.7, "fib src/fib.ts:30: 110 ms": 36.7,
      "fib src/fib.ts:30: 60 ms": 20, "format node_modules/@a/b/index.js:40: 30 ms": 10, "[idle] : 23 ms": 7.7, "[outside] : 7 ms": 2.3,
    };
    expect(await drawn(page)).to.deep.equal(shares);
    // A click of the mouse would leave it over another frame, of which the page tells then.
    await page.locator(".frame[name='format']").dispatchEvent("click");
    const zoomed = await drawn(page);
    expect(zoomed["format node_modules/@a/b/index.js:40: 30 ms"]).to.equal(100);
    expect(Object.keys(zoomed)).to.have.length(4);
    expect(await page.locator(".told").innerText()).to.equal("format node_modules/@a/b/index.js:40 30 ms (10.0 %), self 30 ms");
    await page.getByRole("button", { name: "Zoom out" }).click();
    expect(await drawn(page)).to.deep.equal(shares);
  });

  it("mark what is searched for, stand upside down, and have a frame a line", async () => {
    const page = await opened(profile, "#flame");
    const colours = (): Promise<string[]> => page.locator(".frame rect[fill='#c9a2ff']").evaluateAll((all) => (
      all.map((rect) => rect.parentElement?.getAttribute("name") ?? "")
    ));
    await page.waitForSelector(".frame");
    await page.getByLabel("Mark frames").fill("FIB");
    expect(await colours()).to.deep.equal(["fib", "fib"]);
    expect(await page.locator(".tools .count").textContent()).to.equal("2 frames, 110 ms (36.7 %)");
    const topOf = (name: string): Promise<number> => page.locator(`.frame[name='${name}']`).evaluate((frame) => frame.getBoundingClientRect().top);
    expect(await topOf("all")).to.be.greaterThan(await topOf("main"));
    await page.getByRole("button", { name: "Icicle" }).click();
    expect(await topOf("all")).to.be.lessThan(await topOf("main"));
    expect(await colours(), "still").to.deep.equal(["fib", "fib"]);
    await page.getByRole("button", { name: "Lines" }).click();
    expect(Object.keys(await drawn(page))).to.include.members(["main src/main.ts:11: 250 ms", "main src/main.ts:12: 20 ms"]);
  });

  it("are gone through by keys", async () => {
    const page = await opened(profile, "#flame");
    await page.waitForSelector(".frame");
    await page.locator(".flames").focus();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"]) await page.keyboard.press(key);
    expect(await page.locator(".frame.current").getAttribute("name")).to.equal("format");
    await page.keyboard.press("Enter");
    expect(Object.keys(await drawn(page))).to.have.length(4);
    await page.keyboard.press("Escape");
    expect(Object.keys(await drawn(page))).to.have.length(8);
  });

  it("draw a tree of ten thousand frames in a part of them, and the rest when one zooms in", async () => {
    const functions = ["main", "load", "fib", "format", "pad"];
    const nameOf = (index: number): string => functions[index % 5]!;
    const paths = Array.from({ length: 10_000 }, (_, index) => (
      [0, 1, 2, 3, 4, 5, 6].map((place) => nameOf(Math.floor(index / 5 ** place))).join(" ")
    ));
    const page = await opened(profileOf(Object.fromEntries(paths.map((path) => [path, ms]))), "#flame");
    await page.waitForSelector(".frame");
    expect(await page.locator(".frame").count()).to.be.greaterThan(100).and.lessThan(3_000);
    const height = async (): Promise<number> => Number(await page.locator(".flames svg").getAttribute("height"));
    const before = await height();
    await page.locator(".frame[name='load']").first().dispatchEvent("click");
    expect(await height(), "deeper frames").to.be.greaterThan(before);
    expect(await page.locator(".frame").count(), "zoomed in").to.be.greaterThan(100).and.lessThan(3_000);
    await go(page, "#tree");
    await page.getByRole("button", { name: "Unfold all" }).click();
    expect(Number(await page.locator(".rows").getAttribute("aria-rowcount"))).to.be.greaterThan(10_000);
    expect(await cellsOf(page)).to.have.length.lessThan(200);
  });

  it("have a call tree that folds and unfolds", async () => {
    const page = await opened(profile, "#tree");
    const rows = async (): Promise<string[]> => (await cellsOf(page)).map((row) => `${row[4]} ${row[1]} ${row[3]}`);
    const all = [
      "▾ main 270.000 10.000", "▾ load 260.000 120.000", "▾ fib 110.000 50.000", "  fib 60.000 60.000", "  format 30.000 30.000",
      "  [outside] 7.000 7.000", "  [idle] 23.000 23.000",
    ];
    expect(await rows()).to.deep.equal(all);
    await page.locator(".rows").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"]) await page.keyboard.press(key);
    expect(await rows()).to.deep.equal([...all.slice(0, 2), "▸ fib 110.000 50.000", ...all.slice(4)]);
    await page.getByRole("button", { name: "Unfold all" }).click();
    expect(await rows()).to.deep.equal(all);
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    expect(await rows()).to.deep.equal(["▸ main 270.000 10.000", ...all.slice(5)]);
  });

  it("tell of one thread where that is asked for", async () => {
    const [process] = profile.processes;
    const [thread] = process!.threads;
    const worker = { ...thread!, id: 1, name: "worker", durationNs: 5, outsideNs: 0, idleNs: 5, counters: [], callTree: null, samples: 0 };
    const page = await opened({ ...profile, processes: [{ ...process!, threads: [thread!, worker] }] });
    const duration = (): Promise<string> => page.getByText(/^Duration: /).innerText();
    expect(await duration()).to.include("0.300000005 s").and.include("2 threads");
    await page.getByLabel("Thread").selectOption({ label: "Process 100, thread 1 (worker)" });
    expect(await duration()).to.include("0.000000005 s").and.include("1 thread)");
    await go(page, "#tree");
    expect(await page.locator("main").innerText()).to.include("No time was measured.");
  });

  it("show memory over time, where objects were traced", async () => {
    const page = await opened(tracedProfile(profile), "#memory");
    expect(await page.getByRole("img").getAttribute("aria-label")).to.equal("Up to 20.0 KiB, at the end 3072 B in 3 objects");
    expect(await page.locator(".over-time .dot title").allTextContents()).to.deep.equal([
      "start: 0 ns, 1024 B in 1 objects", "5 ms, 20.0 KiB in 20 objects", "end: 9 ms, 3072 B in 3 objects",
    ]);
    expect(await page.locator("tbody td").allTextContents()).to.deep.equal([
      "3072 B", "3", "20.0 KiB", "40", "", "", "50.0 %", "src/main.ts:21", "",
    ]);
    expect(await (await opened(profile)).locator("nav").innerText()).not.to.include("Memory");
  });
});
