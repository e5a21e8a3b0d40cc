/** Pages without a dev server: bundled by tools that know nothing of workers, served by whatever serves files. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { perline } from "@perline/unplugin/esbuild";
import { expect } from "chai";
import * as esbuild from "esbuild";
import type { Browser, Page } from "playwright-core";
import { hitsOf } from "../cli/harness.js";
import { LinkedPlace } from "../linked/workplace.js";
import { startChromium } from "./chromium.js";

const program = `import { LineProfiler, profile, snapshot } from "@perline/runtime";
globalThis.work = () => {
  let sum = 0;
  for (let turn = 0; turn < 100; turn++) sum += turn;
  return sum;
};
const profiler = new LineProfiler();
const dump = () => {
  work();
  profiler.run(work);
  return profiler.dump("work.perline.json");
};
const save = () => {
  work();
  return snapshot("work.perline.json");
};
Object.assign(globalThis, { tell: () => profile(), save, dump });
`;

const isolating = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

describe("a bundle in a browser, without a dev server", () => {
  const place = new LinkedPlace();
  let browser: Browser;
  let server: Server;
  before(async () => {
    place.write("program.js", program);
    await esbuild.build({
      absWorkingDir: place.folder, entryPoints: ["program.js"], bundle: true, minify: true, format: "iife", outfile: "bundle.js",
      // Of files that are not installed, as here, it says what becomes of what only ES modules have.
      logLevel: "error", plugins: [perline({ select: "all" })],
    });
    server = createServer(({ url = "/" }, response) => {
      const isScript = url === "/bundle.js";
      const headers = { "Content-Type": isScript ? "text/javascript" : "text/html", ...(url === "/plain" ? {} : isolating) };
      response.writeHead(200, headers).end(isScript ? readFileSync(`${place.folder}/bundle.js`) : page);
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    place.remove();
  });
  const page = "<!doctype html><link rel=\"icon\" href=\"data:,\"><script src=\"/bundle.js\"></script>";

  /** Opens a page of it, which does its work; does something with that, and closes it. */
  async function onPage(path: string, action: (page: Page) => Promise<void>): Promise<void> {
    const opened = await browser.newPage();
    try {
      await opened.goto(`http://localhost:${(server.address() as AddressInfo).port}${path}`);
      await action(opened);
    } finally {
      await opened.close();
    }
  }

  for (const [path, clock] of [["/plain", "exact"], ["/isolated", "sampled"]] as const) {
    it(`tells its profile by the ${clock} clock`, () =>
      onPage(path, async (opened) => {
        // What samples is there a little later than the page.
        await opened.waitForFunction("tell() !== null");
        expect(await opened.evaluate("work()")).to.equal(4950);
        const profile = await opened.evaluate<Profile>("tell()");
        expect(profile.clock).to.equal(clock);
        expect([3, 4, 5].map((line) => hitsOf(profile, "program.js", line))).to.deep.equal([1, 101, 1]);
      }));
  }

  for (const [what, call, given] of [["its profile", "save()", "work.perline.json"], ["what a line profiler has counted", "dump()", true]] as const) {
    it(`offers ${what} as a download`, () =>
      onPage("/plain", async (opened) => {
        const [download, answer] = await Promise.all([opened.waitForEvent("download"), opened.evaluate(call)]);
        expect([answer, download.suggestedFilename()]).to.deep.equal([given, "work.perline.json"]);
        const profile = readProfile(readFileSync(await download.path(), "utf8"), "the download");
        expect(hitsOf(profile, "program.js", 4)).to.equal(101);
      }));
  }
});
