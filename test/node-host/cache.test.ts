/** The cache of instrumented files: used where all that decides is the same, trusted where it is whole, and bounded. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type HostOptions } from "@perline/transform/instrumenter";
import { prepareEntry, type PreparedEntry } from "@perline/transform/prepare";
import { expect } from "chai";
import { inTemporaryFolder } from "../runs.js";

const text = "let sum = 0;\nfor (let i = 0; i < 3; i++) sum += i;\n";

/** What is prepared, and how. */
interface Way {
  name?: string;
  source?: string;
  options?: Partial<HostOptions>;
}

/** A folder of files, and one of what is kept. */
class Place {
  readonly options: HostOptions;

  constructor(readonly folder: string) {
    mkdirSync(join(folder, "src"));
    this.options = {
      root: join(folder, "src"), select: "all", include: [], exclude: [], clock: "sampled", keepText: true, memory: false, traced: false,
      weighed: false, excerpts: false,
    };
  }

  prepare({ options, ...way }: Way = {}): Promise<PreparedEntry> {
    return this.prepareAnew({ ...way, options: { cache: join(this.folder, "kept"), ...options } });
  }

  /** The same without a cache. */
  prepareAnew({ name = "a.cjs", source = text, options = {} }: Way = {}): Promise<PreparedEntry> {
    return prepareEntry({ ...this.options, ...options }, { filename: join(this.folder, "src", name), text: source });
  }

  entries(): string[] {
    return readdirSync(join(this.folder, "kept")).map((name) => join(this.folder, "kept", name));
  }

  /** The only entry. */
  entry(): string {
    const [file, ...others] = this.entries();
    expect(others).to.deep.equal([]);
    return file!;
  }
}

function inPlace(action: (place: Place) => Promise<void>): Promise<void> {
  return inTemporaryFolder((folder) => action(new Place(folder)));
}

/** Puts something else into an entry, as whole as it was. */
function replace(file: string, change: (kept: string) => string): void {
  const kept = change(readFileSync(file, "utf8").slice(65));
  writeFileSync(file, `${createHash("sha256").update(kept).digest("hex")}\n${kept}`);
}

describe("the cache of instrumented files", () => {
  it("gives what the file became before, and its record", () => inPlace(async (place) => {
    const first = await place.prepare();
    expect(await place.prepare()).to.deep.equal(first);
    expect(first.messages).to.have.length(1);
    // Nothing but the entry could say so.
    replace(place.entry(), (kept) => kept.replace("sum += i", "sum -= i"));
    expect((await place.prepare()).answer.code).to.contain("sum -= i");
  }));

  it("trusts no entry that is not whole, and puts it right", () => inPlace(async (place) => {
    const first = await place.prepare();
    const file = place.entry();
    const whole = readFileSync(file, "utf8");
    const damaged = ["", whole.slice(0, -1), whole.replace("sum += i", "sum -= i"), `0${whole.slice(1)}`, `${whole} `, whole.slice(65), "{}"];
    for (const content of damaged.filter((one) => one !== whole)) {
      writeFileSync(file, content);
      expect(await place.prepare()).to.deep.equal(first);
      expect(readFileSync(file, "utf8")).to.equal(whole);
    }
  }));

  it("has an entry for each thing that decides what a file becomes", () => inPlace(async (place) => {
    const ways: Way[] = [
      {}, { source: `${text}sum;` }, { name: "b.cjs" }, { name: "a.mjs" }, { name: "a.ts" }, { options: { clock: "exact" } },
      { options: { select: "marked" } }, { options: { keepText: false } }, { options: { excerpts: true } }, { options: { exclude: ["b.js"] } },
      { options: { memory: true } },
    ];
    for (const [index, way] of ways.entries()) {
      const anew = await place.prepareAnew(way);
      expect(await place.prepare(way)).to.deep.equal(anew);
      expect(place.entries()).to.have.length(index + 1);
      expect(await place.prepare(way)).to.deep.equal(anew);
    }
  }));

  it("keeps nothing of a text that leads to other files", () => inPlace(async (place) => {
    await place.prepare();
    await place.prepare({ source: `${text}//# sourceMappingURL=a.cjs.map\n` });
    expect(place.entries()).to.have.length(1);
  }));

  it("removes what was not used for longest when there is too much", () => inPlace(async (place) => {
    await place.prepare();
    const used = place.entry();
    for (let index = 0; index < 4000; index++) {
      const file = join(place.folder, "kept", String(index));
      writeFileSync(file, "");
      utimesSync(file, index + 1, index + 1);
    }
    // What is used becomes young again.
    utimesSync(used, 0, 0);
    await place.prepare();
    await place.prepare({ name: "b.cjs" });
    await turn();
    const left = place.entries();
    expect(left).to.have.length(3000).and.to.contain(used);
    expect(left).to.contain(join(place.folder, "kept", "3999")).and.not.to.contain(join(place.folder, "kept", "1000"));
  }));

  it("does without where its folder cannot be", () => inPlace(async (place) => {
    writeFileSync(join(place.folder, "file"), "");
    const anew = await place.prepareAnew();
    expect(await place.prepare({ options: { cache: join(place.folder, "file", "kept") } })).to.deep.equal(anew);
  }));
});
