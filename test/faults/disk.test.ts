/** A full disk: what is in place stays whole, and what cannot be written is told. */
import fs, { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type FileSystem, replaceFile } from "../../packages/runtime/dist/sampler/profile-file.js";
import { inWorkplace, said } from "../cli/harness.js";
import { perline, register } from "../runs.js";

/** A disk with room for so many bytes, which takes at most `atOnce` of them in one call. */
function disk(room: number, atOnce: number): FileSystem {
  let left = room;
  const writeSync = (descriptor: number, bytes: Uint8Array, offset: number): number => {
    if (left === 0) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const length = Math.min(bytes.length - offset, atOnce, left);
    left -= length;
    return fs.writeSync(descriptor, bytes, offset, length);
  };
  return { ...fs, writeSync: writeSync as typeof fs.writeSync };
}

describe("a full disk", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perline-disk-"));
    file = join(folder, "profile.json");
    writeFileSync(file, "old");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("may take a text in parts", () => {
    replaceFile(file, ["first, ", "sécond"], disk(100, 2));
    expect(readFileSync(file, "utf8")).to.equal("first, sécond");
    expect(readdirSync(folder)).to.deep.equal(["profile.json"]);
  });

  it("leaves the old profile whole, and nothing beside it, wherever it fills up", () => {
    for (const room of [0, 3, 7, 12]) {
      expect(() => replaceFile(file, ["first, ", "second"], disk(room, 4))).to.throw("ENOSPC");
      expect(readFileSync(file, "utf8")).to.equal("old");
      expect(readdirSync(folder)).to.deep.equal(["profile.json"]);
    }
  });

  if (existsSync("/dev/full")) {
    it("sends the profile to the temporary folder, and says so", () => inWorkplace([], async (place) => {
      place.write("program.js", "console.log(1);");
      const finished = await place.perline(["run", "-o", "/dev/full", "program.js"], { env: { TMPDIR: place.folder } });
      expect([finished.code, finished.stdout]).to.deep.equal([0, "1\n"]);
      const [, name = ""] = /^\/dev\/full could not be written; the profile is .*?([^/\s]+) \(/.exec(said(finished).join("\n")) ?? [];
      expect(place.profile(name).complete).to.equal(true);
    }));

    it("as stdout is told in one sentence, and leaves the program its exit code", () => inWorkplace([], async (place) => {
      place.write("program.js", "process.exitCode = 7;");
      for (const [words, code] of [["run --view program.js", 7], ["report program.perline.json", 1], ["--help", 1]] as const) {
        const into = `const stdio = ["ignore", require("node:fs").openSync("/dev/full", "w"), "inherit"];`;
        place.write("full.js", `${into}\nprocess.exitCode = require("node:child_process").spawnSync("node", process.argv.slice(2), { stdio }).status;`);
        const finished = await place.node(["full.js", perline, ...words.split(" ")]);
        expect([finished.code, said(finished).at(-1)]).to.deep.equal([code, "stdout cannot be written: the disk is full (output-not-writable)."]);
      }
    }));

    it("is never replaced by a profile, as no device is", () => inWorkplace([], async (place) => {
      place.write("program.js", "console.log(1);");
      const finished = await place.node(["--require", register, "program.js"], { env: { PERLINE_OUTPUT: "/dev/full" } });
      expect([finished.code, finished.stdout]).to.deep.equal([1, ""]);
      expect(said(finished).join("\n")).to.match(/no regular file \(output-not-writable\)/);
      expect(fs.statSync("/dev/full").isCharacterDevice()).to.equal(true);
    }));
  }
});
