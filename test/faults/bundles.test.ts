/** What threads load at their start, in one file each: used as long as it is what its files are. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inWorkplace, type Workplace } from "../cli/harness.js";
import { install } from "./installation.js";

/** Seconds since 1970 of what is old, and of what is newer. */
const [old, newer] = [1e9, 1e9 + 1];

/** What a run of a missing script says, with these flags for Node. */
type Said = (...flags: string[]) => Promise<string>;

/** An installation all of whose files are old, save one that was changed at `changedAt`: there perline calls itself otherwise. */
function changed(place: Workplace, changedAt: number): { folder: string; said: Said } {
  const other = install(join(place.folder, "other"));
  const folder = join(other.perline, "..", "..", "..");
  other.change("perline/dist/say.js", /`perline: /, "`changed: ");
  for (const name of ["perline", "@perline/format", "@perline/runtime", "@perline/transform"]) {
    const dist = join(folder, name, "dist");
    for (const file of readdirSync(dist, { recursive: true, encoding: "utf8" })) utimesSync(join(dist, file), old, old);
  }
  utimesSync(join(folder, "perline", "dist", "say.js"), changedAt, changedAt);
  const said: Said = async (...flags) => (await place.node([...flags, other.perline, "run", "missing.js"])).stderr.split(":")[0] ?? "";
  return { folder, said };
}

describe("the bundle of an entry", () => {
  it("is what its files were when it was made", () => inWorkplace([], async (place) => {
    expect(await changed(place, old).said()).to.equal("perline");
  }));

  it("steps aside for files that have changed since", () => inWorkplace([], async (place) => {
    expect(await changed(place, newer).said()).to.equal("changed");
  }));

  it("steps aside where Node is told to load something else first, which may want to see each file", () => inWorkplace([], async (place) => {
    expect(await changed(place, old).said("--require", place.write("first.js", ""))).to.equal("changed");
  }));

  it("steps aside where a package is of another version", () => inWorkplace([], async (place) => {
    const { folder, said } = changed(place, old);
    const description = join(folder, "@perline", "runtime", "package.json");
    writeFileSync(description, readFileSync(description, "utf8").replace(/"version": ".*?"/, '"version": "0.0.0"'));
    expect(await said()).to.equal("changed");
  }));
});
