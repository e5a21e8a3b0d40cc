/** Pages in a real browser, served by Vite's dev server with perline in it. */
import { setTimeout as pause } from "node:timers/promises";
import { type Profile } from "@perline/format";
import { selfCheck } from "@perline/format/read";
import { profileSinceMark } from "@perline/reporter";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { hitsOf } from "../cli/harness.js";
import { startChromium } from "./chromium.js";
import { makeList, Site, type SiteOptions, viteReact } from "./site.js";

const html = `<!doctype html><link rel="icon" href="data:,"><button>work</button><script type="module" src="/main.js"></script>\n`;

/** A handler whose third line is slow. */
const slow = `document.querySelector("button").addEventListener("click", () => {
  let sum = 0;
  for (let turn = 0; turn < 3_000_000; turn++) sum += Math.sqrt(turn);
  document.title = String(sum > 0);
});
`;

/** The line of a file that has most time of its own. */
function slowestLine(profile: Profile, path: string): number {
  const index = profile.sources.findIndex((source) => source.path === path);
  const { line } = profile.sources[index]!.lines;
  const self = line.map(() => 0);
  for (const { counters } of profile.processes.flatMap(({ threads }) => threads)) {
    for (const { source, selfNs } of counters) if (source === index) selfNs?.forEach((ns, row) => (self[row]! += ns));
  }
  return line[self.indexOf(Math.max(...self))]!;
}

/** Hits of a line of the source that has this text; NaN where there is none. */
function hitsIn(profile: Profile, text: string, line: number): number {
  return hitsOf({ ...profile, sources: profile.sources.map((source) => (source.text === text ? { ...source, path: "this" } : source)) }, "this", line);
}

/** Whether a sampler has seen the page. */
const isWatched = ({ processes }: Profile): boolean =>
  processes.some(({ threads }) => threads.some(({ durationNs }) => (durationNs ?? 0) > 0));

describe("a page in a browser", function () {
  // What is waited for comes by itself, or never.
  this.timeout(120_000);
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser?.close());

  /** A site, as long as an action takes; its pages complain of nothing. */
  async function onSite(options: SiteOptions, action: (site: Site) => Promise<void>): Promise<void> {
    const site = new Site(browser, options);
    try {
      await action(site);
      expect(site.complaints).to.deep.equal([]);
    } finally {
      await site.close();
    }
  }

  it("is sampled where it is isolated: the slow line of a click's handler leads", () =>
    onSite({ files: { "index.html": html, "main.js": slow } }, async (site) => {
      const page = await site.open();
      await site.profile("index", isWatched);
      await page.click("button");
      const profile = await site.profile("index", (each) => hitsOf(each, "main.js", 4) === 1);
      expect(profile.clock).to.equal("sampled");
      expect([1, 2, 3, 4].map((line) => hitsOf(profile, "main.js", line))).to.deep.equal([1, 1, 3_000_001, 1]);
      expect(slowestLine(profile, "main.js")).to.equal(3);
      expect(await site.report("index")).to.match(/Function: <anonymous> at line 1\n[^]*\n +3 +3000001 .*for \(let turn = 0;/);
      expect(profile.warnings.join()).to.match(/clock moves in steps of 0\.\d+ ms.*event loop/);
    }));

  it("times itself where it is not isolated, and where its code was built for that", () =>
    onSite({ files: { "index.html": html, "main.js": slow }, isolated: false }, async (site) => {
      const page = await site.open();
      await page.click("button");
      const profile = await site.profile("index", (each) => hitsOf(each, "main.js", 4) === 1);
      expect(profile.clock).to.equal("exact");
      expect(hitsOf(profile, "main.js", 3)).to.equal(3_000_001);
      expect(slowestLine(profile, "main.js")).to.equal(3);
    }));

  it("counts where nothing can time it, and says what would help", () =>
    onSite({ files: { "index.html": html, "main.js": slow }, isolated: false, perline: { clock: "sampled" } }, async (site) => {
      const page = await site.open();
      await page.click("button");
      const profile = await site.profile("index", (each) => hitsOf(each, "main.js", 4) === 1);
      expect(hitsOf(profile, "main.js", 3)).to.equal(3_000_001);
      const [thread] = profile.processes[0]!.threads;
      expect([thread!.outsideNs, thread!.samples]).to.deep.equal([thread!.durationNs, 0]);
      expect(profile.warnings[0]).to.contain("only hits").and.contain("clock: \"auto\"").and.contain("Cross-Origin-Opener-Policy");
    }));

  it("times itself where its policy forbids workers, and says so", async () => {
    const strict = `<meta http-equiv="Content-Security-Policy" content="worker-src 'none'">${html}`;
    const site = new Site(browser, { files: { "index.html": strict, "main.js": slow } });
    try {
      const page = await site.open();
      await page.click("button");
      const profile = await site.profile("index", (each) => hitsOf(each, "main.js", 4) === 1);
      expect([profile.clock, slowestLine(profile, "main.js")]).to.deep.equal(["exact", 3]);
      expect(profile.warnings[0]).to.contain("policy forbids workers");
    } finally {
      await site.close();
    }
  });

  const starter = `const worker = new Worker(new URL("./square.js", import.meta.url), { type: "module", name: "squares" });
worker.onmessage = ({ data }) => {
  document.title = data.join();
};
worker.postMessage(4);
`;
  const squares = `onmessage = ({ data }) => {
  const results = [name];
  for (let n = 0; n < data; n++) {
    results.push(n * n);
  }
  postMessage(results);
};
`;
  for (const isolated of [true, false]) {
    it(`has workers that are threads of its profile, ${isolated ? "sampled" : "exact"}`, () =>
      onSite({ files: { "index.html": html, "main.js": starter, "square.js": squares }, isolated }, async (site) => {
        const page = await site.open();
        const profile = await site.profile("index", (each) => hitsOf(each, "square.js", 4) === 4 && hitsOf(each, "main.js", 3) === 1);
        expect(await page.title()).to.equal("squares,0,1,4,9");
        expect(profile.clock).to.equal(isolated ? "sampled" : "exact");
        expect(profile.processes.map(({ threads }) => threads.map(({ id, name }) => [id, name]))).to.deep.equal([[[0, "main"], [1, "squares"]]]);
        expect([2, 3, 4, 6].map((line) => hitsOf(profile, "square.js", line))).to.deep.equal([1, 5, 4, 1]);
      }));
  }

  for (const isolated of [true, false]) {
    it(`keeps marks, of its workers as they hear of them: ${isolated ? "sampled" : "exact"}`, () => {
      const main = `import { mark } from "@perline/runtime";
const worker = new Worker(new URL("./turn.js", import.meta.url), { type: "module", name: "turns" });
export function turn(n) {
  for (let i = 0; i < n; i++) {
    turn.last = i;
  }
}
globalThis.go = (n) => turn(n);
globalThis.ask = (n) => new Promise((resolve) => {
  worker.onmessage = resolve;
  worker.postMessage(n);
});
globalThis.set = (label) => mark(label);
`;
      const turns = `import { mark } from "@perline/runtime";
onmessage = ({ data }) => {
  for (let i = 0; i < data; i++) {
    onmessage.last = i;
  }
  postMessage(data < 0 && mark("mine"));
};
`;
      return onSite({ files: { "index.html": html, "main.js": main, "turn.js": turns }, isolated }, async (site) => {
        const page = await site.open();
        await site.profile("index", isWatched);
        await page.evaluate("go(100), ask(20)");
        await site.profile("index", (each) => hitsOf(each, "turn.js", 4) === 20);
        expect(await page.evaluate("set('warm')")).to.equal(true);
        await page.evaluate("go(7)");
        await site.profile("index", ({ processes: [process] }) => process!.threads.every(({ marks = [] }) => marks.length === 1));
        await page.evaluate("ask(3)");
        const whole = await site.profile("index", (each) => hitsOf(each, "turn.js", 4) === 23 && hitsOf(each, "main.js", 5) === 107);
        const since = profileSinceMark(whole, "warm");
        expect(selfCheck(since)).to.deep.equal([]);
        expect([hitsOf(since, "main.js", 5), hitsOf(since, "turn.js", 4)]).to.deep.equal([7, 3]);
        expect(await page.evaluate("ask(-1).then(({ data }) => data)")).to.equal(false);
      });
    });
  }

  it("leaves what it has counted when a person leaves it", () =>
    onSite({ files: { "index.html": html, "main.js": slow } }, async (site) => {
      const page = await site.open();
      await site.profile("index", isWatched);
      await page.evaluate(() => {
        document.querySelector("button")?.click();
        location.href = "about:blank";
      });
      const profile = await site.profile("index", ({ complete }) => complete);
      expect(hitsOf(profile, "main.js", 4)).to.equal(1);
    }));

  for (const isolated of [true, false]) {
    it(`leaves it when it is put aside, and goes on when it comes back, ${isolated ? "sampled" : "exact"}`, () =>
      onSite({ files: { "index.html": html, "main.js": slow }, isolated }, async (site) => {
        const page = await site.open();
        await site.profile("index", ({ sources }) => sources.length > 0);
        await page.evaluate(() => {
          document.querySelector("button")?.click();
          dispatchEvent(new Event("pagehide"));
        });
        await site.profile("index", ({ complete }) => complete);
        // Longer than from one message to the next: none comes that is not the last.
        await pause(1_000);
        expect((await site.profile("index", () => true)).complete).to.equal(true);
        await page.evaluate(() => document.querySelector("button")?.click());
        await site.profile("index", (profile) => !profile.complete && hitsOf(profile, "main.js", 4) === 2);
      }));
  }

  it("leaves an incomplete profile where it is killed in the middle of a loop", () =>
    onSite({ files: { "index.html": html, "main.js": slow.replace("3_000_000", "Infinity") } }, async (site) => {
      const page = await site.open();
      await site.profile("index", isWatched);
      // No promise of the page's is waited for: it will not come back.
      await page.evaluate(() => void setTimeout(() => document.querySelector("button")?.click()));
      await site.profile("index", (each) => hitsOf(each, "main.js", 3) > 0);
      await page.close();
      const profile = await site.profile("index", (each) => slowestLine(each, "main.js") === 3);
      expect(profile.complete).to.equal(false);
    }));

  it("can stop, forget and tell its own measurement", () => {
    const asking = `import { LineProfiler, profile, reset, start, stop } from "@perline/runtime";
function work() {
  return 1;
}
const hits = () => profile()?.processes[0].threads[0].counters[0].hits.reduce((sum, count) => sum + count, 0);
globalThis.tell = () => {
  const told = [];
  work();
  stop();
  const stopped = hits();
  work();
  told.push(hits() === stopped);
  start();
  work();
  told.push(hits() > stopped);
  reset();
  told.push(hits() < stopped);
  const profiler = new LineProfiler(work);
  profiler.run(work);
  try {
    profiler.print();
  } catch ({ message }) {
    told.push(message);
  }
  return told;
};
`;
    return onSite({ files: { "index.html": html, "main.js": asking } }, async (site) => {
      const page = await site.open();
      await site.profile("index", isWatched);
      expect(await page.evaluate("tell()")).to.deep.equal([
        true, true, true, "perline: a browser cannot print a report: save what was counted by `dump`, and give it to `perline report`",
      ]);
    });
  });

  for (const isolated of [true, false]) {
    it(`goes on where a module of it is replaced, and tells the versions apart, ${isolated ? "sampled" : "exact"}`, () => {
      const work = `export function work(turns) {
  let sum = 0;
  for (let n = 0; n < turns; n++) sum += n;
  return sum;
}
`;
      const replaced = `// Once more.\n\n${work.replace("sum += n", "sum -= n")}`;
      const main = `import { work } from "./work.js";
let now = work;
globalThis.go = (turns) => now(turns);
import.meta.hot.accept("./work.js", (next) => {
  now = next.work;
  document.title = "replaced";
});
`;
      return onSite({ files: { "index.html": html, "main.js": main, "work.js": work }, isolated }, async (site) => {
        const page = await site.open();
        expect(await page.evaluate("go(4)")).to.equal(6);
        await site.profile("index", (each) => hitsOf(each, "work.js", 3) === 5);
        site.write("work.js", replaced);
        await page.waitForFunction("document.title === \"replaced\"");
        expect(await page.evaluate("go(3)")).to.equal(-3);
        const profile = await site.profile("index", (each) => hitsIn(each, replaced, 5) === 4);
        expect(profile.sources.map(({ path }) => path)).to.deep.equal(["work.js", "main.js", "work.js"]);
        expect([2, 3, 4].map((line) => hitsIn(profile, work, line))).to.deep.equal([1, 5, 1]);
        expect([4, 5, 6].map((line) => hitsIn(profile, replaced, line))).to.deep.equal([1, 4, 1]);
        expect(hitsOf(profile, "main.js", 6)).to.equal(1);
        expect(await site.report("index")).to.include("work.js is there in several versions; their figures stand apart");
      });
    });
  }

  it("is the example of Vite and React, whose list costs what its README says", () => (
    onSite(viteReact(), async (site) => {
      await makeList(site);
      const profile = await site.profile("index", (each) => hitsOf(each, "words.jsx", 16) === 1);
      expect([10, 11, 12].map((line) => hitsOf(profile, "words.jsx", line))).to.deep.equal([1, 201, 200]);
    })
  ));
});
