/**
 * Records the profile of the example of Vite and React, for what reads exports of a page's profile without a browser:
 * `node --import tsx test/browser/record-page.ts`.
 */
import { writeFileSync } from "node:fs";
import { writeProfile } from "@perline/format/read";
import { pageProfile } from "../exports/subjects.js";
import { hitsOf } from "../cli/harness.js";
import { startChromium } from "./chromium.js";
import { makeList, Site, viteReact } from "./site.js";

async function record(): Promise<void> {
  const browser = await startChromium();
  const site = new Site(browser, viteReact());
  try {
    const page = await makeList(site);
    await site.profile("index", (each) => hitsOf(each, "words.jsx", 16) === 1);
    await page.goto("about:blank");
    const profile = await site.profile("index", ({ complete }) => complete);
    writeFileSync(pageProfile, writeProfile({ ...profile, root: "/", argv: ["http://localhost:5173/"] }));
  } finally {
    await site.close();
    await browser.close();
  }
}

void record();
