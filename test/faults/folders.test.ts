/** Folders that are missing, take no files, or disappear while the program runs. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inWorkplace, said } from "../cli/harness.js";

const remover = `
const { readdirSync, renameSync } = require("node:fs");
for (const name of readdirSync(process.env.TMPDIR)) renameSync(process.env.TMPDIR + "/" + name, "moved-" + name);
console.log("removed");
process.exitCode = Number(process.argv[2]);
`;

/** Folders that take no files; /proc refuses them to everyone. */
const refusing = ["no/such/folder", ...(existsSync("/proc/self") ? ["/proc"] : [])];

describe("folders", () => {
  for (const folder of refusing) {
    it(`refuses to start where the temporary folder is ${folder}`, () => inWorkplace([], async (place) => {
      place.write("program.js", "console.log(1);");
      const finished = await place.perline(["run", "program.js"], { env: { TMPDIR: folder, TEMP: folder, TMP: folder } });
      expect([finished.code, finished.stdout]).to.deep.equal([1, ""]);
      expect(said(finished).join("\n")).to.match(/the temporary folder takes no profiles: .* \(output-not-writable\)\. Name another one in TMPDIR/);
    }));

    it(`refuses to start where the profile is to go to ${folder}`, () => inWorkplace([], async (place) => {
      place.write("program.js", "console.log(1);");
      const finished = await place.perline(["run", "-o", join(folder, "profile.json"), "program.js"]);
      expect([finished.code, finished.stdout]).to.deep.equal([1, ""]);
      expect(said(finished).join("\n")).to.match(/\(output-not-writable\)/);
    }));
  }

  for (const [given, code] of [[0, 1], [7, 7]] as const) {
    it(`says that the profile is lost when the program takes the run's folder away and ends with ${given}`, () => inWorkplace([], async (place) => {
      place.write("program.js", remover);
      const temporary = join(place.folder, "temporary");
      mkdirSync(temporary);
      const finished = await place.perline(["run", "program.js", String(given)], { env: { TMPDIR: temporary } });
      expect([finished.code, finished.stdout]).to.deep.equal([code, "removed\n"]);
      expect(said(finished).join("\n")).to.match(/^the profile is lost: its folder .*perline-\w+ is gone$/);
      expect(place.has("program.perline.json")).to.equal(false);
    }));
  }
});
