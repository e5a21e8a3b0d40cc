/** `perline report` and `perline instrument`, and the report that `run --view` prints. */
import { expect } from "chai";
import { symlinkSync } from "node:fs";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Report } from "@perline/format";
import { nearby, quoted } from "../../packages/cli/dist/run/shown.js";
import { endless, inWorkplace, said, type Workplace } from "./harness.js";

/** The report of profiles, for machines. */
async function reportOf(place: Workplace, ...args: readonly string[]): Promise<Report> {
  const { stdout } = await place.perline(["report", "-f", "json", ...args]);
  return JSON.parse(stdout) as Report;
}

/** Hits of a line of the first file. */
function hitsIn(report: Report, line: number): number | null | undefined {
  return report.files[0]?.lines.find((row) => row.line === line)?.hits;
}

describe("perline report", () => {
  it("prints what run --view prints", () => inWorkplace(["count.js"], async (place) => {
    const viewed = await place.perline(["run", "--view", "count.js"]);
    const report = await place.perline(["report", "count.perline.json"]);
    expect(report.stderr).to.equal("");
    expect(report.stdout).to.match(/^Timer unit: 1e-06 s\n/).and.to.match(/Function: add at line 1\n/);
    expect(viewed.stdout).to.equal(`45\n${report.stdout}`);
  }));

  it("is offered after a run as a command that can be pasted", () => inWorkplace(["count.js"], async (place) => {
    const offered = async (environment: Record<string, string>): Promise<string | undefined> => {
      const { stderr } = await place.perline(["run", "-o", "a b.json", "count.js"], { env: { npm_execpath: "", npm_command: "", ...environment } });
      return stderr.trimEnd().split("read it with: ")[1];
    };
    expect(await offered({})).to.equal(`perline report ${quoted("a b.json")}`);
    expect(await offered({ npm_command: "exec" })).to.equal(`npx perline report ${quoted("a b.json")}`);
  }));

  it("is told by the way to it from here, or by where it is", () => {
    const here = join(sep, "a", "b");
    const files = [join(here, "c.json"), join(here, "..c", "d.json"), join(sep, "a", "c.json"), join(sep, "dev", "null")];
    expect(files.map((file) => nearby(file, here))).to.deep.equal(["c.json", join("..c", "d.json"), files[2], files[3]]);
  });

  it("is offered as words of which a shell runs nothing", () => {
    const words = ["a/b-1.json", "a b", "$(echo a)", "`echo a`", "it's \"so\"", "a\\b", "~", "*"];
    expect(words.map((word) => quoted(word, "linux"))).to.deep.equal([
      "a/b-1.json", "'a b'", "'$(echo a)'", "'`echo a`'", "'it'\\''s \"so\"'", "'a\\b'", "'~'", "'*'",
    ]);
    expect(["a\\b.json", "a b\\c"].map((word) => quoted(word, "win32"))).to.deep.equal(["a\\b.json", '"a b\\c"']);
  });

  it("adds profiles up, and reads compressed ones", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "-o", "one.json", "count.js"]);
    await place.perline(["run", "-o", "two.json.gz", "count.js"]);
    place.write("three", gzipSync(place.read("one.json")));
    expect(hitsIn(await reportOf(place, "one.json"), 2)).to.equal(10);
    expect(hitsIn(await reportOf(place, "one.json", "two.json.gz", "three"), 2)).to.equal(30);
  }));

  it("adds no profile to itself, whatever it is called", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "-o", "one.json", "count.js"]);
    symlinkSync(join(place.folder, "one.json"), join(place.folder, "link.json"));
    for (const [first, second] of [["one.json", "one.json"], ["one.json", "./one.json"], ["link.json", "one.json"]] as const) {
      const finished = await place.perline(["report", first, second]);
      expect([finished.code, finished.stdout]).to.deep.equal([2, ""]);
      const again = first === second ? "" : `, as ${first} too`;
      expect(said(finished)).to.deep.equal([`${second}: the profile is given twice${again} (usage). Name each profile once.`]);
    }
  }));

  it("writes to a file, and counts what it hides", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "count.js"]);
    const finished = await place.perline(["report", "-o", "report.txt", "--function", "^add$", "count.perline.json"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, ""]);
    expect(place.read("report.txt")).to.match(/Function: add at line 1\n/).and.to.match(/Hidden: 1 function/).and.not.to.match(/Function: <module>/);
    // By the format's own name as well.
    for (const [file, begin] of [["count.lcov", "TN:"], ["count.pprof", "\u001f"], ["count.speedscope.json", "{"]] as const) {
      expect(await place.perline(["report", "-o", file, "count.perline.json"])).to.include({ code: 0, stdout: "" });
      expect(place.read(file).startsWith(begin), file).to.equal(true);
    }
  }));

  it("has calls as functions and as a tree, in which who started an activation stands above it, or the event loop", () => (
    inWorkplace([], async (place) => {
      place.write("async.js", `function work() {
  let sum = 0;
  for (let n = 0; n < 1e5; n++) sum += n;
  return sum;
}
async function start() {
  await null;
  return work();
}
start();
`);
      await place.perline(["run", "--clock", "exact", "async.js"]);
      const printed = async (...args: string[]): Promise<string> => (
        (await place.perline(["report", "--threshold", "0", "-f", "tree", ...args, "async.perline.json"])).stdout
      );
      const seconds = "\\d+\\.\\d+";
      const logical = new RegExp(`^${seconds} <module>  async\\.js:1\\n[^]*^[│ ]*[├└]─ ${seconds} start  async\\.js:6\\n[^]*─ ${seconds} work  async\\.js:1\\n`, "m");
      expect(await printed()).to.match(logical);
      expect(await printed("--physical")).to.match(new RegExp(`^${seconds} start  async\\.js:6\\n[^]*─ ${seconds} work  async\\.js:1\\n`, "m"));
      const { stdout } = await place.perline(["report", "-f", "functions", "-t", "name", "--callers", "--restrict", "work", "async.perline.json"]);
      expect(stdout).to.match(/\nasync\.js:1\(work\) {2}<- +1 +\d+\.\d{6} +\d+\.\d{6} {2}async\.js:6\(start\)\n/);
      const { stdout: table } = await place.perline(["report", "-f", "functions", "async.perline.json"]);
      expect(table).to.match(/^ +3 function calls in /).and.to.match(/\n +1 .* async\.js:6\(start\)\n/);
    })
  ));

  it("tells of a profile without its end that it is one", () => inWorkplace([], async (place) => {
    place.write("endless.js", endless);
    await place.perline(["run", "-i", "0.05", "endless.js"], { whenReady: (pid) => process.kill(pid, "SIGTERM") });
    const { stdout } = await place.perline(["report", "endless.perline.json"]);
    expect(stdout).to.match(/^Incomplete: .* before the end/);
  }));

  it("colours where it is told to, and never into a pipe by itself", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "count.js"]);
    // What detects colours by itself takes continuous integration for a terminal.
    for (const env of [{}, { CI: "true" }] as Record<string, string>[]) {
      const plain = await place.perline(["report", "count.perline.json"], { env });
      expect(plain.stdout).not.to.contain("\u001b[");
    }
    const coloured = await place.perline(["report", "count.perline.json"], { env: { FORCE_COLOR: "1" } });
    expect(coloured.stdout).to.contain("\u001b[");
  }));
});

describe("perline instrument", () => {
  it("prints text that a person can read, or with the marks that give the input back", () => inWorkplace(["count.js"], async (place) => {
    const { unmark } = await import("@perline/transform");
    const readable = await place.perline(["instrument", "count.js"]);
    expect(readable.stdout.split("\n")).to.have.length(place.read("count.js").split("\n").length);
    expect(readable.stdout).to.contain("a + b").and.not.to.contain("\u00ad");
    const marked = await place.perline(["instrument", "--marks", "count.js"]);
    expect(marked.stdout).not.to.equal(readable.stdout);
    expect(unmark(marked.stdout)).to.equal(place.read("count.js"));
  }));

  it("knows modules from CommonJS, and TypeScript", () => inWorkplace([], async (place) => {
    place.write("a.js", "import 'b';\nexport const x = await 1;\n");
    place.write("b.js", "return;\n");
    place.write("c.ts", "const x: number = f<string>();\n");
    for (const file of ["a.js", "b.js", "c.ts"]) {
      const finished = await place.perline(["instrument", file]);
      expect(finished.code, finished.stderr).to.equal(0);
    }
  }));
});
