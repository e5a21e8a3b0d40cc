/** Reports as pages, as tests open them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Profile } from "@perline/format";
import type { ReportOptions } from "@perline/reporter";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { exported } from "../reporter/export.js";
import { startChromium } from "./chromium.js";

/** A browser for the tests of a suite. */
export interface ReportPages {
  /** The page of a profile, opened from disk at an address within it. */
  opened(this: void, of: Profile, address?: string, options?: Partial<ReportOptions>): Promise<Page>;
}

/** Starts a browser before a suite. After each test: nothing went wrong in a page, and none has asked for anything but itself. */
export function reportPages(): ReportPages {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "perline-page-"));
  const errors: string[] = [];
  const requests: string[] = [];

  before(async () => {
    browser = await startChromium();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(errors.splice(0)).to.deep.equal([]);
    expect(requests.splice(0).filter((address) => !address.startsWith("file:"))).to.deep.equal([]);
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    async opened(of, address = "", options = {}) {
      const file = join(folder, "report.html");
      writeFileSync(file, await exported("html", of, options));
      const page = await browser.newPage();
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on("console", (message) => errors.push(message.text()));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href + address);
      await page.waitForSelector("main .view");
      await drawn(page);
      return page;
    },
  };
}

/** The texts of a table's rows that are there, a cell each. */
export async function cellsOf(page: Page): Promise<string[][]> {
  await drawn(page);
  return page.locator(".body > .row").evaluateAll((rows) => (
    rows.toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((row) => [...row.children].map((cell) => cell.textContent ?? ""))
  ));
}

/** Waits until what is on the page was drawn: tables know their height then, and have their rows. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** Goes to an address within the page. */
export async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((at) => {
    location.hash = at;
  }, hash);
  await page.waitForFunction((at) => document.querySelector("main")?.dataset["view"] === at.replace(/:\d+$/, ""), hash);
  await drawn(page);
}
