/** Whatever a person gets wrong is one sentence with a code, an exit code, and no program that has run. */
import { expect } from "chai";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { abiPrefix } from "@perline/format";
import { quoted } from "../../packages/cli/dist/run/shown.js";
import { inWorkplace, said } from "./harness.js";

/** A wrong command line, and what is said to it. */
interface Wrong {
  what: string;
  args: string[];
  code: 1 | 2;
  says: RegExp;
  env?: Record<string, string>;
  /** The configuration beside the program. */
  config?: string;
}

const wrongs: Wrong[] = [
  { what: "no command", args: [], code: 2, says: /a command is missing \(usage\)/ },
  { what: "an unknown command", args: ["rum"], code: 2, says: /unknown command 'rum' \(usage\).*Did you mean run/ },
  { what: "an unknown option", args: ["run", "--clokc", "exact", "count.js"], code: 2, says: /'--clokc' \(usage\).*Did you mean --clock/ },
  { what: "nothing to run", args: ["run"], code: 2, says: /nothing to run \(usage\)/ },
  { what: "a script without a name", args: ["run", ""], code: 2, says: /nothing to run \(usage\)\. Name a script/ },
  { what: "no script whose memory is to be read", args: ["memory"], code: 2, says: /nothing to run \(usage\)\. Name a script, as in `perline memory app\.js`\.$/ },
  {
    what: "a command without its dashes whose memory is to be read", args: ["memory", "node", "count.js"], code: 2,
    says: /It is a command, before which stands --: `perline memory -- node count\.js`\.$/,
  },
  { what: "flags for the Node of a command", args: ["run", "--node-arg=--expose-gc", "--", "node", "count.js"], code: 2, says: /^--node-arg is for a script: .* \(usage\)\. Give them to node\.$/ },
  { what: "a flag of Node's that is none", args: ["run", "--node-arg=--require=./a.js", "--node-arg", "b.js", "count.js"], code: 2, says: /^--node-arg: "b\.js" is no flag of Node's \(usage\)\. Write it as/ },
  { what: "an empty flag of Node's", args: ["run", "--node-arg=", "count.js"], code: 2, says: /^--node-arg: "" is no flag/ },
  { what: "a missing script", args: ["run", "missing.js"], code: 2, says: /missing\.js: .*\(script-not-found\)\. Check the path/ },
  { what: "a folder without a program", args: ["run", "."], code: 2, says: /^\.: this is a folder.*\(script-not-found\)\. Check the path/ },
  { what: "a script behind a period that is no number", args: ["run", "--interval", "x", "count.js"], code: 2, says: /^x: .*\(script-not-found\).*--interval: that takes a number/ },
  {
    what: "a command without its dashes", args: ["run", "node", "count.js"], code: 2,
    says: /^node: there is no such script \(script-not-found\)\. It is a command, before which stands --: `perline run -- node count\.js`\.$/,
  },
  { what: "a missing command", args: ["run", "--", "no-such-command"], code: 2, says: /no-such-command: .*\(script-not-found\)/ },
  { what: "a wrong clock", args: ["run", "--clock", "sundial", "count.js"], code: 2, says: /--clock must be sampled, exact or none.*\(usage\)/ },
  ...["soon", "", "NaN", "Infinity", "-1", "0", "1e9999", "2147484"].map((value): Wrong => ({
    what: `${JSON.stringify(value)} for a period`, args: ["run", `--interval=${value}`, "count.js"], code: 2,
    says: /^--interval must be a number of seconds above 0 and up to 2147483, not \S+ \(usage\)\.$/,
  })),
  { what: "a wrong delay", args: ["run", "--delay", "soon", "count.js"], code: 2, says: /^--delay must be a number of seconds from 0 to 2147483, not "soon" \(usage\)/ },
  { what: "a wrong duration", args: ["run", "--duration", "0", "count.js"], code: 2, says: /^--duration must be a number of seconds above 0 and up to 2147483, not 0 \(usage\)/ },
  { what: "a value for a switch", args: ["run", "--view=3", "count.js"], code: 2, says: /--view takes no value \(usage\)/ },
  { what: "an empty value for a switch", args: ["run", "--view=", "count.js"], code: 2, says: /--view takes no value \(usage\)/ },
  { what: "an empty value", args: ["run", "--output=", "count.js"], code: 2, says: /--output must be a text that is not empty, not "" \(usage\)/ },
  { what: "a period below 0", args: ["run", "-i", "-5", "count.js"], code: 2, says: /--interval must be .*, not -5 \(usage\)/ },
  { what: "a missing value", args: ["run", "--output"], code: 2, says: /option '-o, --output <file>' argument missing \(usage\)/ },
  { what: "a missing value behind another letter", args: ["run", "-vo"], code: 2, says: /option '-o, --output <file>' argument missing \(usage\)/ },
  { what: "an unknown letter among others", args: ["run", "-vq", "count.js"], code: 2, says: /unknown option '-q' \(usage\)\. Try `perline run --help`\.$/ },
  { what: "a dash among letters", args: ["run", "-v-", "count.js"], code: 2, says: /unknown option '-v-' \(usage\)/ },
  { what: "an option named as what every object has", args: ["run", "--constructor", "count.js"], code: 2, says: /unknown option '--constructor' \(usage\)/ },
  { what: "an option in front of the command", args: ["--view", "run", "count.js"], code: 2, says: /unknown option '--view' \(usage\)/ },
  { what: "too many words", args: ["instrument", "count.js", "more.js"], code: 2, says: /too many arguments for 'instrument'.* got 2 \(usage\)/ },
  { what: "help on nothing there is", args: ["help", "nonsense"], code: 2, says: /unknown command 'nonsense' \(usage\)/ },
  { what: "a bad glob", args: ["run", "--include", "{a", "count.js"], code: 2, says: /^--include: "\{a".*\(usage\)/ },
  { what: "a function of no file", args: ["run", "--include", ":add", "count.js"], code: 2, says: /^--include: ":add" .*: there is no file before the colon \(usage\)\. Give a glob/ },
  { what: "a file of no function", args: ["run", "--exclude", "count.js:", "count.js"], code: 2, says: /^--exclude: "count\.js:" .*: there is no function behind the colon \(usage\)\. Give a glob/ },
  { what: "a bad glob in a file", args: ["run", "count.js"], config: '{ "exclude": ["["] }', code: 2, says: /perline\.config\.json: "exclude": "\[".*\(config-invalid\)/ },
  { what: "a bad glob to leave out", args: ["run", "--exclude", "", "count.js"], code: 2, says: /--exclude.*\(usage\)/ },
  { what: "an output in no folder", args: ["run", "-o", "no/folder.json", "count.js"], code: 1, says: /no\/folder\.json: .*: its folder does not exist \(output-not-writable\)/ },
  { what: "an output that is the program", args: ["run", "-o", "./count.js", "count.js"], code: 2, says: /^count\.js: the profile would replace the program \(usage\)\. Choose/ },
  { what: "an output that is a folder", args: ["run", "-o", ".", "count.js"], code: 1, says: /folder \(output-not-writable\)/ },
  { what: "an unknown key", args: ["run", "count.js"], config: '{ "clokc": "exact" }', code: 2, says: /perline\.config\.json: "clokc" is no setting \(config-invalid\)\. Did you mean "clock"\?/ },
  { what: "a wrong value", args: ["run", "count.js"], config: '{ "clock": 1 }', code: 2, says: /perline\.config\.json: "clock" must be .*\(config-invalid\)/ },
  { what: "a configuration that is no JSON", args: ["run", "count.js"], config: "{\n  clock: 1\n}", code: 2, says: /perline\.config\.json:2: .*\(config-invalid\)/ },
  { what: "a configuration that is a list", args: ["run", "count.js"], config: '["a"]', code: 2, says: /config\.json: .* no object of settings \(config-invalid\)/ },
  { what: "a configuration that is an empty list", args: ["run", "count.js"], config: "[]", code: 2, says: /config\.json: .* no object of settings \(config-invalid\)/ },
  { what: "an unknown variable", args: ["run", "count.js"], env: { PERLINE_CLOKC: "exact" }, code: 2, says: /PERLINE_CLOKC is no setting \(config-invalid\)\. Did you mean PERLINE_CLOCK\?/ },
  { what: "a variable like no other", args: ["run", "count.js"], env: { PERLINE_SHOW: "1" }, code: 2, says: /^PERLINE_SHOW is no setting \(config-invalid\)\. There are PERLINE_CLOCK, / },
  { what: "a number in a variable that is none", args: ["run", "count.js"], env: { PERLINE_DELAY: "1e9" }, code: 2, says: /^PERLINE_DELAY must be .* from 0 to 2147483, not 1000000000 \(config-invalid\)/ },
  { what: "a wrong variable", args: ["run", "count.js"], env: { PERLINE_VIEW: "maybe" }, code: 2, says: /PERLINE_VIEW must be true or false.*\(config-invalid\)/ },
  { what: "a Node that may do nothing", args: ["run", "--node-arg=--experimental-permission", "count.js"], code: 2, says: /\(node-unsupported\)/ },
  { what: "no profile to report", args: ["report"], code: 2, says: /missing required argument 'profile' \(usage\)\. Try `perline report --help`\.$/ },
  { what: "a missing profile", args: ["report", "missing.json"], code: 1, says: /missing\.json: .*: there is no such file \(profile-unreadable\)\. Give .* is marked/ },
  { what: "a report in place of its profile", args: ["report", "-o", "./good.json", "newer.json", "good.json"], code: 2, says: /^\.\/good\.json: the report would replace the profile \(usage\)\. Choose/ },
  { what: "a profile that is a folder", args: ["report", "."], code: 1, says: /it is a folder \(profile-unreadable\)/ },
  { what: "a profile that is no JSON", args: ["report", "count.js"], code: 1, says: /count\.js: .* not a profile: it is not JSON \(profile-unreadable\)/ },
  { what: "a profile that is cut off", args: ["report", "cut.json"], code: 1, says: /cut\.json: .* is cut off .*\(profile-unreadable\)\. Run the program again/ },
  { what: "a compressed profile that is cut off", args: ["report", "cut.gz"], code: 1, says: /cut\.gz: .* is cut off \(profile-unreadable\)\. Run the program again/ },
  { what: "JSON of something else", args: ["report", "package.json"], code: 1, says: /package\.json: .*\(profile-foreign\)/ },
  { what: "a newer profile", args: ["report", "newer.json"], code: 1, says: /newer\.json: .*version 99, written by perline 0\.1\.0,.*\(profile-newer\)/ },
  { what: "a damaged profile", args: ["report", "damaged.json"], code: 1, says: /damaged\.json: .*\(profile-invalid\)/ },
  { what: "damaged compression", args: ["report", "damaged.gz"], code: 1, says: /damaged\.gz: .*\(profile-unreadable\)/ },
  { what: "an unknown format", args: ["report", "-f", "xml", "good.json"], code: 2, says: /^--format: "xml" is no format \(usage\)\. Use one of text, functions, tree, leaks, html, markdown, json, csv, speedscope, firefox, .*, istanbul\./ },
  { what: "a key that means several", args: ["report", "-f", "functions", "-t", "calls,c", "good.json"], code: 2, says: /^--sort: "c" is no key to sort by \(usage\)\. Use one of calls, ncalls, / },
  { what: "a restriction that is none", args: ["report", "-f", "functions", "--restrict", "(", "good.json"], code: 2, says: /^--restrict: "\(" is neither a number, nor .* \(usage\)/ },
  { what: "callers and callees at once", args: ["report", "-f", "functions", "--callers", "--callees", "good.json"], code: 2, says: /^--callers and --callees are tables of their own \(usage\)/ },
  { what: "an option of another format", args: ["report", "--flat", "good.json"], code: 2, says: /^--flat means nothing to the format text \(usage\)\. It is for tree\.$/ },
  { what: "a threshold that is no percentage", args: ["report", "-f", "tree", "--threshold", "little", "good.json"], code: 2, says: /^--threshold: "little" is no percentage \(usage\)/ },
  { what: "an unknown key to sort by", args: ["report", "-t", "colour", "good.json"], code: 2, says: /^--sort: "colour".*\(usage\)/ },
  { what: "an unknown unit", args: ["report", "-u", "fortnights", "good.json"], code: 2, says: /^--unit: "fortnights".*\(usage\)/ },
  { what: "a wrong limit", args: ["report", "-n", "some", "good.json"], code: 2, says: /^--limit: "some".*\(usage\)/ },
  { what: "a wrong share", args: ["report", "--min-percent", "-1", "good.json"], code: 2, says: /^--min-percent: "-1".*\(usage\)/ },
  { what: "no name for a report", args: ["report", "--output=", "good.json"], code: 2, says: /^--output: the name of a file is missing \(usage\)\. Leave/ },
  { what: "a profile without a name", args: ["report", ""], code: 1, says: /^"": .*: there is no such file \(profile-unreadable\)/ },
  { what: "a function where files are wanted", args: ["report", "--file", "count.js:add", "good.json"], code: 2, says: /^--file: "count\.js:add" names a function \(usage\)\. Use --function/ },
  { what: "a process without a name", args: ["report", "--process", "", "good.json"], code: 2, says: /^"" is no process of this profile \(usage\)/ },
  { what: "a wrong pattern", args: ["report", "--function", "(", "good.json"], code: 2, says: /\(usage\)/ },
  { what: "a wrong glob", args: ["report", "--file", "[", "good.json"], code: 2, says: /^--file: "\[".*\(usage\)/ },
  { what: "a process that is not there", args: ["report", "--process", "99", "-o", "out.txt", "good.json"], code: 2, says: /"99" is no process of this profile \(usage\)/ },
  { what: "a thread that is not there", args: ["report", "--thread", "9", "good.json"], code: 2, says: /"9" is no thread of this profile \(usage\)/ },
  { what: "an unknown column", args: ["report", "--columns", "doric", "good.json"], code: 2, says: /^--columns: "doric".*\(usage\)/ },
  { what: "a column twice", args: ["report", "--columns", "await,await", "good.json"], code: 2, says: /^--columns: "await" is named twice \(usage\)\. Name each/ },
  { what: "a report to no folder", args: ["report", "-o", "no/folder.txt", "good.json"], code: 1, says: /no\/folder\.txt: .*: its folder does not exist \(output-not-writable\)\. Choose another place/ },
  { what: "a missing file to instrument", args: ["instrument", "missing.js"], code: 2, says: /missing\.js: .*: there is no such file \(script-not-found\)\. Check the path/ },
  { what: "a wrong selection", args: ["instrument", "--select", "every", "count.js"], code: 2, says: /^--select must be all or marked, not "every" \(usage\)\.$/ },
  { what: "a file that is no program", args: ["instrument", "good.json"], code: 1, says: /^good\.json: this is JSON, and no program \(source-syntax\)\. Name a file/ },
  { what: "a folder to instrument", args: ["instrument", "."], code: 2, says: /^\.: .*: it is a folder \(script-not-found\)/ },
  { what: "a file that is instrumented", args: ["instrument", "instrumented.js"], code: 1, says: /^instrumented\.js:2: the text contains what perline inserts \(source-instrumented\)\. Instrument the original\.$/ },
  { what: "a file that does not parse", args: ["instrument", "damaged.js"], code: 1, says: /^damaged\.js:1: [^(]*[^.] \(source-syntax\)\. Mend the file/ },
  { what: "a missing snapshot", args: ["heap", "missing.heapsnapshot"], code: 1, says: /^missing\.heapsnapshot: .*: there is no such file \(snapshot-unreadable\)\. Check/ },
  { what: "a snapshot that is a folder", args: ["heap", "."], code: 1, says: /^\.: .*: it is a folder \(snapshot-unreadable\)/ },
  { what: "a snapshot that is none", args: ["heap", "good.json"], code: 1, says: /^good\.json: this is no heap snapshot \(snapshot-unreadable\)\. Give/ },
  { what: "an older snapshot that is none", args: ["heap", "--compare", "good.json", "count.js"], code: 1, says: /^good\.json: this is no heap snapshot/ },
  { what: "a snapshot compared with itself", args: ["heap", "--compare", "./count.js", "count.js"], code: 2, says: /^count\.js: the heap snapshot is given twice, as \.\/count\.js too \(usage\)/ },
  { what: "an answer in place of the snapshot", args: ["heap", "-o", "count.js", "count.js"], code: 2, says: /^count\.js: the report would replace the heap snapshot \(usage\)/ },
  { what: "two questions", args: ["heap", "--type", "A", "--leaking", "count.js"], code: 2, says: /^--type and --leaking are questions of their own \(usage\)/ },
  { what: "a picture of types", args: ["heap", "-f", "svg", "count.js"], code: 2, says: /^--format svg is a picture of who holds what \(usage\)\. Name a type/ },
  { what: "an unknown format of a heap", args: ["heap", "-f", "xml", "count.js"], code: 2, says: /^--format must be text, json, svg or dot, not "xml" \(usage\)/ },
  { what: "an unknown order", args: ["heap", "-t", "name", "count.js"], code: 2, says: /^--sort must be count, shallow or retained, not "name" \(usage\)/ },
  { what: "a depth that is no number", args: ["heap", "--depth", "deep", "count.js"], code: 2, says: /^--depth must be a whole number, not "deep" \(usage\)/ },
];

/** The smallest profile there can be. */
const good = {
  format: "perline-profile", version: 1, perline: "0.1.0", complete: true, ageNs: null, argv: [], root: "/", startedAt: "2026-01-01T00:00:00.000Z",
  platform: "", cpus: 1, clock: "sampled", probeNs: null, sources: [], processes: [], warnings: [],
};

/** A sentence, its code where it would end, and at most what to do. */
const oneSentence = /^.*[^.?!\s] \([a-z-]+\)\.( [A-Z][^?!]*[.?])?$/;

describe("bad input", () => {
  for (const { what, args, code, says, env = {}, config } of wrongs) {
    it(`${args[0] ?? "perline"}: ${what}`, () => inWorkplace(["count.js"], async (place) => {
      place.write("good.json", JSON.stringify(good));
      place.write("newer.json", JSON.stringify({ ...good, version: 99 }));
      place.write("damaged.json", JSON.stringify({ ...good, cpus: "many" }));
      place.write("damaged.js", JSON.stringify(good));
      place.write("instrumented.js", `"use strict";\n${abiPrefix}x();\n`);
      place.write("cut.json", JSON.stringify(good).slice(0, -9));
      place.write("cut.gz", gzipSync(JSON.stringify(good)).subarray(0, 40));
      place.write("damaged.gz", Buffer.from([0x1f, 0x8b, 1, 2, 3]));
      if (config !== undefined) place.write("perline.config.json", config);
      const finished = await place.perline(args, { env });
      expect(finished.code, finished.stderr).to.equal(code);
      expect(finished.stdout).to.equal("");
      expect(said(finished), finished.stderr).to.have.length(1);
      expect(finished.stderr.trimEnd().split("\n")).to.have.length(1);
      expect(said(finished)[0]).to.match(says).and.to.match(oneSentence);
      expect(place.has("count.perline.json")).to.equal(false);
    }));
  }

  const modules: { what: string; name: string; text: string; says: RegExp }[] = [
    { what: "throws", name: "perline.config.js", text: "\nthrow new Error('no luck');", says: /perline\.config\.js:2: .*: no luck \(config-invalid\)/ },
    { what: "holds what JSON has no words for", name: "perline.config.js", text: "module.exports = { delay: 10n };", says: /"delay" must be .*, not 10n \(config-invalid\)/ },
    { what: "does not parse", name: "perline.config.js", text: "\n\nmodule.exports = {", says: /perline\.config\.js:\d+: .*\(config-invalid\)/ },
    { what: "does not parse as TypeScript", name: "perline.config.ts", text: "\nexport default (;", says: /perline\.config\.ts:2: .*\(config-invalid\)/ },
  ];
  for (const { what, name, text, says } of modules) {
    it(`names a ${name} that ${what}`, () => inWorkplace(["count.js"], async (place) => {
      place.write("perline.config.json", "");
      place.write(name, text);
      const finished = await place.perline(["run", "count.js"]);
      expect(finished.code).to.equal(2);
      expect(said(finished)[0]).to.match(says);
    }));
  }

  it("tells of a program that does not parse that it was not instrumented", () => inWorkplace([], async (place) => {
    place.write("broken.js", "let = ;");
    const finished = await place.perline(["run", "broken.js"]);
    expect(finished.code).to.equal(1);
    expect(finished.stderr).to.contain("perline: broken.js was not instrumented: its text does not parse");
  }));

  it("shows no default of options that may be repeated", () => inWorkplace([], async (place) => {
    const { stdout } = await place.perline(["run", "--help"]);
    expect(stdout).to.contain("may be repeated").and.not.to.contain("[]");
    expect((await place.perline(["report", "--help"])).stdout).not.to.contain("[]");
  }));

  it("tells an include that matched nothing, without touching the exit code", () => inWorkplace(["count.js"], async (place) => {
    const unmatched = await place.perline(["run", "--include", "lib/**", "count.js"]);
    expect([unmatched.code, said(unmatched)[0]]).to.deep.equal([0, "--include lib/** matched no file that was instrumented"]);
  }));

  const fruitless: { what: string; args: string[]; says: string; input?: string }[] = [
    { what: "a delay that the program does not live to see", args: ["--delay", "5", "count.js"], says: "the program ended before --delay 5 was over, so nothing was measured" },
    { what: "a function that there is not", args: ["-p", "count.js:nosuch", "-p", "count.js:add", "count.js"],
      says: "--include count.js:nosuch matched no function that was instrumented; names are as reports show them, such as Class.method or get x" },
    { what: "a function that is not marked", args: ["--select", "marked", "-p", "count.js:add", "count.js"],
      says: "--include count.js:add matched no function that was instrumented; of those that are selected only the marked ones are" },
    { what: "a glob that is no possible path", args: ["-p", "x".repeat(5000), "count.js"],
      says: `--include ${"x".repeat(5000)} matched no file that was instrumented; a function stands behind its file, as in app.js:${"x".repeat(5000)}` },
    { what: "a function without its file", args: ["--include", "add", "count.js"],
      says: "--include add matched no file that was instrumented; a function stands behind its file, as in app.js:add" },
    { what: "a folder for a glob", args: ["--include", "lib", "count.js"],
      says: `--include lib matched no file that was instrumented; what is in that folder is ${quoted("lib/**")}` },
    { what: "the program left out", args: ["--exclude", "count.js", "count.js"], says: "nothing was instrumented: --exclude leaves count.js out" },
    { what: "all functions left out", args: ["--exclude", "count.js:*", "count.js"], says: "nothing was instrumented: count.js holds nothing to count, beside what --exclude names" },
    { what: "an empty program", args: ["empty.js"], says: "nothing was instrumented: empty.js holds nothing to count" },
    { what: "a program that cannot be instrumented", args: ["eval.js"], says: "nothing was instrumented: direct eval could see what would be inserted" },
    { what: "no mark", args: ["--select", "marked", "count.js"], says: "no function carries a mark, so nothing was measured; a comment /** @profile */ before a function is one" },
    { what: "code that imports", args: ["-"], input: 'import "node:fs";',
      says: "nothing was instrumented: code without a file runs as it is where it imports, awaits outside of functions, or is no JavaScript; put it into a file" },
    { what: "a command that loads nothing here", args: ["--", "node", "-e", "1"], says: "nothing was instrumented: no file under the root, which is <here>, was loaded" },
  ];
  for (const { what, args, says, input } of fruitless) {
    it(`tells of ${what}, in the profile too`, () => inWorkplace(["count.js"], async (place) => {
      place.write("empty.js", "");
      place.write("eval.js", "eval('1');\n");
      mkdirSync(join(place.folder, "lib"));
      const finished = await place.perline(["run", "-o", "out.json", ...args], input === undefined ? {} : { input });
      const sentence = says.replace("<here>", place.folder);
      expect([finished.code, said(finished)[0]]).to.deep.equal([0, sentence]);
      expect(said(finished)).to.have.length(2);
      expect(place.profile("out.json").warnings).to.deep.equal([sentence]);
    }));
  }

  it("tells why nothing was instrumented where a program's place is the reason, and what to do", () => (
    inWorkplace([], (place) => inWorkplace(["count.js"], async (elsewhere) => {
      mkdirSync(join(place.folder, "node_modules"));
      const cases: [script: string, why: RegExp][] = [
        [join(elsewhere.folder, "count.js"), /count\.js is not under the root, which is .+; run it from .+, or name it with --include (\.\.\/\S+)$/],
        [place.write("node_modules/tool.js", "console.log(1);\n"), /: node_modules\/tool\.js is part of an installed package; name it with --include (\S+)$/],
      ];
      for (const [script, why] of cases) {
        const [sentence = ""] = said(await place.perline(["run", script]));
        expect(sentence).to.match(/^nothing was instrumented: /).and.to.match(why);
        const [, glob = ""] = why.exec(sentence) ?? [];
        expect(said(await place.perline(["run", "--include", glob, script])).join()).not.to.match(/nothing was|matched no/);
      }
    }))
  ));

  it("says of an include what it knows alone: that nothing it matches was instrumented", () => inWorkplace(["count.js"], async (place) => {
    const excluded = await place.perline(["run", "--include", "count.js", "--exclude", "count.js", "count.js"]);
    expect(said(excluded)[0]).to.equal("--include count.js matched no file that was instrumented");
    place.write("kill.js", "process.kill(process.pid, 'SIGKILL');\n");
    const killed = await place.perline(["run", "--include", "kill.js", "kill.js"]);
    expect(killed.stderr).not.to.contain("matched no file");
  }));

  it("saves the profile elsewhere where its place fails at the end", () => inWorkplace([], async (place) => {
    place.write("remover.js", "require('node:fs').rmdirSync('out');\nprocess.exitCode = 6;");
    place.write("make.js", "require('node:fs').mkdirSync('out');");
    await place.node(["make.js"]);
    const finished = await place.perline(["run", "-o", "out/profile.json", "remover.js"]);
    expect(finished.code).to.equal(6);
    const [, elsewhere = ""] = /could not be written; the profile is (.+?) \(/.exec(finished.stderr) ?? [];
    expect((await place.perline(["report", elsewhere])).code).to.equal(0);
    await place.node(["-e", "require('node:fs').rmSync(process.argv[1])", elsewhere]);
  }));
});
