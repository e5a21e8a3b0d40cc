/** What is typed means what it means everywhere: options with their values, where they end, and whose the words behind them are. */
import { parse } from "node:path";
import { expect } from "chai";
import { inWorkplace, said, type Running } from "./harness.js";

/** Prints its arguments. */
const echo = "console.log(JSON.stringify(process.argv.slice(2)));\n";

/** A command line of `perline run`, and what is made of it. */
interface Typed {
  what: string;
  args: string[];
  /** What the program is given; nothing unless told. */
  gives?: string[];
  /** The file of the profile. */
  output?: string;
  /** Whether the report is printed; not unless told. */
  view?: true;
  running?: Running;
}

const lines: Typed[] = [
  { what: "a value behind its option", args: ["-o", "out", "echo.js"], output: "out" },
  { what: "a value behind its letter", args: ["-oout", "echo.js"], output: "out" },
  { what: "a value behind `=`", args: ["--output=out", "echo.js"], output: "out" },
  { what: "a value that holds `=`", args: ["--output=a=b", "echo.js"], output: "a=b" },
  { what: "`=` behind a letter, which is part of the value", args: ["-o=out", "echo.js"], output: "=out" },
  { what: "letters in one word", args: ["-vo", "out", "echo.js"], output: "out", view: true },
  { what: "letters and a value in one word", args: ["-voout", "echo.js"], output: "out", view: true },
  { what: "a value that looks like an option", args: ["-o", "-v", "echo.js"], output: "-v" },
  { what: "a value that looks like the end of options", args: ["-o", "--", "echo.js"], output: "--" },
  { what: "an option twice, of which the last one holds", args: ["-o", "no", "-v", "--output", "out", "echo.js"], output: "out", view: true },
  { what: "options behind the script, which are the script's", args: ["echo.js", "-o", "no", "--view", "--", "-h"], gives: ["-o", "no", "--view", "--", "-h"] },
  { what: "options behind stdin", args: ["-v", "-", "-o", "no"], gives: ["-o", "no"], output: "stdin.perline.json", view: true, running: { input: echo } },
  { what: "options behind code", args: ["-e", echo.replace("2", "1"), "-v", "a", "-o"], gives: ["a", "-o"], output: "eval.perline.json", view: true },
  { what: "`--` and a command", args: ["--", "node", "echo.js", "-o", "no"], gives: ["-o", "no"], output: "node.perline.json" },
  { what: "a period left out in front of the script", args: ["-i", "echo.js", "-i"], gives: ["-i"] },
  { what: "a period left out in front of an option", args: ["-i", "-o", "out", "echo.js"], output: "out" },
  { what: "a period left out in front of `--`", args: ["-i", "--", "node", "echo.js"], output: "node.perline.json" },
  { what: "a period behind its option", args: ["-vi", "2", "echo.js"], view: true },
  { what: "a period behind its letter", args: ["-vi2", "echo.js"], view: true },
  { what: "a period behind `=`", args: ["--interval=2", "echo.js"] },
];

describe("a command line", () => {
  for (const { what, args, gives = [], output = "echo.perline.json", view, running } of lines) {
    it(`has ${what}`, () => inWorkplace([], async (place) => {
      place.write("echo.js", echo);
      const { code, stdout, stderr } = await place.perline(["run", ...args], running);
      expect(code, stderr).to.equal(0);
      const [printed = "", report] = stdout.split(/\n(?!$)/);
      expect(JSON.parse(printed)).to.deep.equal(gives);
      expect(report !== undefined).to.equal(view ?? false);
      expect(place.has(output), stderr).to.equal(true);
      expect(place.has("no")).to.equal(false);
    }));
  }

  it("may name a folder with a program, whose name the profile then has", () => inWorkplace([], async (place) => {
    place.write("package.json", '{ "main": "echo.js" }');
    place.write("echo.js", echo);
    const { stdout, stderr } = await place.perline(["run", ".", "a"]);
    expect(stdout, stderr).to.equal('["a"]\n');
    expect(place.has(`${parse(place.folder).name}.perline.json`), stderr).to.equal(true);
  }));

  it("has words between options, and behind `--` words alone", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "-o", "-z", "count.js"]);
    await place.perline(["run", "-o", "good", "count.js"]);
    const report = await place.perline(["report", "good", "-zfjson", "--limit", "1", "--", "-z"]);
    expect(report.stderr).to.equal("");
    const { format, processes } = JSON.parse(report.stdout) as { format: string; processes: unknown[] };
    expect({ format, processes: processes.length }).to.deep.equal({ format: "perline-report", processes: 2 });
  }));

  it("has help that fits where nobody knows the width", () => inWorkplace([], async (place) => {
    for (const args of [["--help"], ...["run", "report", "instrument", "memory", "heap"].map((name) => ["help", name])]) {
      const { code, stdout } = await place.perline(args);
      expect(code).to.equal(0);
      for (const line of stdout.split("\n")) expect(line.length, line).to.be.at.most(80);
    }
  }));

  it("shows help at once where it is asked for, whatever stands behind that", () => inWorkplace([], async (place) => {
    for (const args of [["-h"], ["--help", "--nonsense"], ["-vhq"], ["-i", "-h", "missing.js"]]) {
      const finished = await place.perline(["run", ...args]);
      expect(finished.stdout, args.join(" ")).to.match(/^Usage: perline run /);
      expect({ code: finished.code, said: said(finished) }).to.deep.equal({ code: 0, said: [] });
    }
  }));
});
