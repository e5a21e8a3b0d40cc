/** How a dev server takes in what pages tell of their profiles. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerlineError, type Profile, type SourceRecord } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { expect } from "chai";
import { PageProfiles } from "../../packages/unplugin/dist/page-profiles.js";

const source = (path: string): SourceRecord => ({
  path, hash: "0".repeat(64), text: null, skipped: [], probes: [],
  functions: { name: [], kind: [], line: [], column: [], endLine: [], calls: [] },
  lines: { line: [], function: [], countable: [] },
});

/** A profile of a page, with what it tells of its sources. */
const profileOf = (paths: readonly string[], own: Partial<Profile> = {}): Profile => ({
  format: "perline-profile", version: 1, perline: "0.1.0", complete: false, ageNs: null, snapshotAt: "2026-01-01T00:00:01.000Z",
  argv: [], root: "/", startedAt: "2026-01-01T00:00:00.000Z", platform: "a browser", cpus: 2, clock: "sampled", probeNs: null,
  sources: paths.map(source), processes: [], warnings: [], ...own,
});

describe("the profiles of a dev server's pages", () => {
  let folder = "";
  let profiles: PageProfiles;
  let said: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perline-pages-"));
    said = [];
    profiles = new PageProfiles(folder, (sentence) => said.push(sentence));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const tell = (page: number, profile: Profile, { knownSources = 0, name = "index" } = {}): boolean =>
    profiles.receive(JSON.stringify({ page, name, knownSources, profile }));
  const read = (name = "index"): Profile => {
    const file = join(folder, `${name}.perline.json`);
    return readProfile(readFileSync(file, "utf8"), file);
  };

  it("are whole at any moment, though sources are told once", () => {
    expect(tell(1, profileOf(["a.js"]))).to.equal(true);
    expect(tell(1, profileOf(["b.js"], { snapshotAt: "2026-01-01T00:00:02.000Z" }), { knownSources: 1 })).to.equal(true);
    expect(read().sources.map(({ path }) => path)).to.deep.equal(["a.js", "b.js"]);
    expect(read().root).to.equal(folder);
    expect(readdirSync(folder)).to.deep.equal(["index.perline.json"]);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain("perline report index.perline.json");
  });

  it("have a page tell everything again that tells a server anew", () => {
    expect(tell(1, profileOf(["b.js"]), { knownSources: 1 })).to.equal(false);
    expect(tell(1, profileOf(["a.js", "b.js"]))).to.equal(true);
    expect(read().sources).to.have.length(2);
  });

  it("do not go back to what was overtaken", () => {
    tell(1, profileOf([], { complete: true, snapshotAt: "2026-01-01T00:00:09.000Z" }));
    expect(tell(1, profileOf([]))).to.equal(true);
    expect(read().complete).to.equal(true);
    tell(1, profileOf([], { snapshotAt: "2026-01-01T00:00:09.000Z" }));
    expect(read().complete, "by the page's last message, made in the same millisecond").to.equal(true);
  });

  it("stand apart for two pages at once, and one after the other replace each other", () => {
    tell(1, profileOf(["a.js"]));
    tell(2, profileOf(["b.js"]));
    expect(read("index.2").sources.map(({ path }) => path)).to.deep.equal(["b.js"]);
    tell(1, profileOf(["a.js"], { complete: true }));
    tell(3, profileOf(["c.js"]));
    expect(read().sources.map(({ path }) => path)).to.deep.equal(["c.js"]);
  });

  it("stay in their folder, whatever a page calls itself", () => {
    tell(1, profileOf([]), { name: "../../.ssh/keys" });
    expect(readdirSync(folder)).to.deep.equal(["ssh-keys.perline.json"]);
  });

  it("are refused where they are none, or damaged", () => {
    for (const text of ["", "{}", "[1]", "null", JSON.stringify({ page: 1, name: "x", knownSources: -1, profile: profileOf([]) })]) {
      expect(() => profiles.receive(text), text).to.throw(PerlineError);
    }
    expect(() => tell(1, { ...profileOf([]), cpus: -1 })).to.throw(PerlineError, "cpus");
    expect([readdirSync(folder), said]).to.deep.equal([[], []]);
  });
});
