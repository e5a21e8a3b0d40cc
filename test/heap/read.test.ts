/** Snapshots are read in whatever pieces they come, and what is none is told as such. */
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { PerlineError } from "@perline/format";
import { type Progress, readHeap, typesOf } from "@perline/heap";
import { heapFrom, NoSnapshot } from "../../packages/heap/dist/read.js";
import { inTemporaryFolder } from "../runs.js";
import { inPieces, rooted, textOf } from "./small.js";

const text = textOf(rooted(
  { kind: "object", name: "global", bytes: 8, to: [{ kind: "property", name: "ü ☃", to: 2 }] },
  { kind: "object", name: "Held", bytes: 24, to: [{ kind: "element", name: 0, to: 3 }] },
  { kind: "string", name: "text", bytes: 16, to: [] },
));

/** What is said of a text that is read. */
function saidOf(read: Promise<unknown>): Promise<string> {
  return read.then(() => "read", (error: unknown) => (error instanceof NoSnapshot ? error.message : `${String(error)}: not said`));
}

describe("reading a heap snapshot", () => {
  it("takes it in pieces of any length", async () => {
    const whole = typesOf(await heapFrom(inPieces(text)));
    expect(whole.map(({ type }) => type)).to.have.members(["", "global", "Held", "(string)"]);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 99 }), async (length) => {
      expect(typesOf(await heapFrom(inPieces(text, length)))).to.deep.equal(whole);
    }), { numRuns: 20, examples: [[1], [2], [3]] });
  });

  it("says of each beginning of it that it is cut off", async () => {
    expect(await saidOf(heapFrom(inPieces("")))).to.equal("the file is empty");
    for (let length = 1; length < text.length - 1; length += 7) {
      expect(await saidOf(heapFrom(inPieces(text.slice(0, length)))), `${length} characters`).to.match(/^the heap snapshot is (cut off|damaged|too large)$/);
    }
  });

  it("says of other texts that they are none", async () => {
    for (const other of ["{}", "[]", "x", '{"nodes":[]}', '{"snapshot":1}', "\u001f\u008b"]) {
      expect(await saidOf(heapFrom(inPieces(other))), other).to.equal("this is no heap snapshot");
    }
  });

  it("reads a damaged one or says so, and never hangs", async () => {
    const damage = fc.record({ at: fc.nat(text.length - 1), by: fc.constantFrom("0", "9", ",", "]", '"', "", "-") });
    await fc.assert(fc.asyncProperty(damage, async ({ at, by }) => {
      const said = await saidOf(heapFrom(inPieces(text.slice(0, at) + by + text.slice(at + 1))));
      expect(said).to.match(/^(read|the heap snapshot is (cut off|damaged|too large)|this is no heap snapshot)$/);
    }), { numRuns: 200 });
  });

  it("tells how far it has come, and names the file at fault", () => inTemporaryFolder(async (folder) => {
    const [file, missing] = [join(folder, "a.heapsnapshot"), join(folder, "b.heapsnapshot")];
    writeFileSync(file, text);
    const told: Progress[] = [];
    await readHeap(file, (progress) => told.push(progress));
    expect(told[0]).to.deep.equal({ doing: "reading", share: 1 });
    expect(told.length).to.be.above(5);
    for (const { doing, share } of told.slice(1)) expect(`${share} ${doing}`).to.match(/^null [a-z][A-Za-z ]+$/);
    const error = await readHeap(missing).then(() => null, (cause: unknown) => cause);
    expect(error).to.be.instanceOf(PerlineError).and.to.include({ code: "snapshot-unreadable", file: missing });
  }));
});
