/** Of several that want one file for their profiles, one has it. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { claim } from "../../packages/runtime/dist/claim.js";
import { inTemporaryFolder } from "../runs.js";

/** The note of who has a file. */
const noteOf = (file: string): string => `perline-${createHash("sha256").update(file).digest("hex").slice(0, 24)}.owner`;

const notesOf = (file: string): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(noteOf(file)));

describe("the claim to a profile's file", () => {
  it("is the first one's until it is released; others get a name of their own", () => inTemporaryFolder((folder) => {
    const wanted = join(folder, "p.perline.json");
    const first = claim(wanted);
    expect(readFileSync(join(tmpdir(), noteOf(wanted)), "latin1")).to.equal(String(process.pid));
    expect([first.file, claim(wanted).file]).to.deep.equal([wanted, join(folder, `p.${process.pid}.perline.json`)]);
    first.release();
    expect(notesOf(wanted)).to.deep.equal([]);
    const next = claim(wanted);
    expect(next.file).to.equal(wanted);
    next.release();
    return Promise.resolve();
  }));

  for (const [whose, text] of [["a process that is gone", String(spawnSync(process.execPath, ["-e", ""]).pid)], ["nobody", ""]] as const) {
    it(`passes on from ${whose}`, () => inTemporaryFolder((folder) => {
      const wanted = join(folder, "p.perline.json");
      writeFileSync(join(tmpdir(), noteOf(wanted)), text);
      const own = claim(wanted);
      expect([own.file, notesOf(wanted)]).to.deep.equal([wanted, [noteOf(wanted)]]);
      own.release();
      return Promise.resolve();
    }));
  }
});
