/** A site as Vite builds it, with its workers, served by Vite's preview to a real browser. */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Profile } from "@perline/format";
import { selfCheck } from "@perline/format/read";
import { perline } from "@perline/unplugin/vite";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { build, preview, type InlineConfig } from "vite";
import { keepingMode } from "../build/bundlers.js";
import { hitsOf } from "../cli/harness.js";
import { LinkedPlace } from "../linked/workplace.js";
import { startChromium } from "./chromium.js";

const files = {
  "package.json": JSON.stringify({ name: "site", private: true }),
  "index.html": "<!doctype html><link rel=\"icon\" href=\"data:,\"><script type=\"module\" src=\"/main.js\"></script>\n",
  "main.js": `import { profile } from "@perline/runtime";
const worker = new Worker(new URL("./sum.js", import.meta.url), { type: "module", name: "sums" });
worker.onmessage = ({ data }) => {
  document.title = String(data);
};
worker.postMessage(4);
globalThis.tell = () => profile();
`,
  "sum.js": `onmessage = ({ data }) => {
  let sum = 0;
  for (let n = 0; n < data; n++) sum += n;
  postMessage(sum);
};
`,
};

/** The profile of a page, once it says what is waited for: workers tell of themselves by and by. */
async function profileOf(page: Page, isThere: (profile: Profile) => boolean): Promise<Profile> {
  for (;;) {
    const profile = await page.evaluate<Profile | null | undefined>("globalThis.tell?.()");
    if (profile && isThere(profile)) return profile;
    await pause(50);
  }
}

describe("a site that Vite has built", function () {
  // What is waited for comes by itself, or never.
  this.timeout(120_000);

  it("has its workers in its profile, and says once that it is built for production", async () => {
    const place = new LinkedPlace(["format", "reporter", "runtime", "transform", "unplugin"]);
    for (const [name, text] of Object.entries(files)) place.write(name, text);
    const warnings: string[] = [];
    const config: InlineConfig = {
      root: place.folder, configFile: false, logLevel: "silent", cacheDir: join(place.folder, ".vite"), plugins: [perline({ select: "all" })],
      // The polyfill would be taken from Vite, which is not installed there.
      build: { modulePreload: { polyfill: false }, rolldownOptions: { onwarn: ({ message }) => warnings.push(message) } },
      preview: { host: "localhost", port: 0 },
    };
    const browser = await startChromium();
    try {
      await keepingMode(() => build(config));
      expect(warnings.filter((warning) => warning.includes("production build"))).to.have.length(1);
      const server = await keepingMode(() => preview(config));
      const page = await browser.newPage();
      await page.goto(`http://localhost:${(server.httpServer.address() as AddressInfo).port}/`);
      const profile = await profileOf(page, (each) => hitsOf(each, "sum.js", 4) === 1 && hitsOf(each, "main.js", 4) === 1);
      expect(await page.title()).to.equal("6");
      expect(selfCheck(profile)).to.deep.equal([]);
      expect(profile.processes.map(({ threads }) => threads.map(({ name }) => name))).to.deep.equal([["main", "sums"]]);
      expect([2, 3, 4].map((line) => hitsOf(profile, "sum.js", line))).to.deep.equal([1, 5, 1]);
      await server.close();
    } finally {
      await browser.close();
      place.remove();
    }
  });
});
