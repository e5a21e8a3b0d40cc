/** Test runners under `perline run -- <command>`: what they say of the tests is what they say alone, and the program is measured. */
import { expect } from "chai";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Profile } from "@perline/format";
import { hitsOf } from "../cli/harness.js";
import { saidByProgram, without } from "../differences.js";
import { inTemporaryFolder, perline, root, runNode, type Finished } from "../runs.js";

/** Starts a command as it is. */
const start = `const [command, ...args] = process.argv.slice(1);
process.exitCode = require("node:child_process").spawnSync(command, args, { stdio: "inherit" }).status;`;

interface Runner {
  title: string;
  /** The folder of its project. */
  project: string;
  command: string[];
  /** Hits by file and line. */
  hits: Record<string, Record<number, number>>;
}

/** Both spec files of each project call `sum` once. */
const sum = { 3: 2, 4: 112, 5: 110, 7: 2, 12: 1, 16: 2, 17: 2 };
const javaScript = { "src/sum.js": sum };
const typeScript = { "src/index.ts": { 3: 1, 4: 1 }, "src/sum.ts": { 3: 2, 4: 112, 5: 110, 7: 2, 13: 1, 17: 2, 18: 2 }, "spec/first.ts": { 5: 1, 9: 1, 10: 1 }, "spec/second.ts": { 5: 1 } };
const jest = { ...javaScript, "spec/first.js": { 3: 1, 4: 1, 8: 1, 9: 1 }, "spec/second.js": { 5: 1, 6: 1 } };
/** However slow a test is, it is not given up, and has no line of its own. */
const patience = "1000000";
const vitest = ["vitest", "run", "--slowTestThreshold", patience, "--testTimeout", patience, "--teardownTimeout", patience, "--pool"];
const mocha = ["mocha", "--no-config", "--timeout", patience];

const runners: Runner[] = [
  { title: "mocha", project: "mocha", command: [...mocha, "spec/*.js"], hits: { ...javaScript, "spec/first.js": { 5: 1, 7: 1, 8: 1 } } },
  { title: "mocha with ES modules", project: "mocha-modules", command: [...mocha, "spec/*.*js"], hits: { ...javaScript, "spec/first.js": { 5: 1, 7: 1, 8: 1 } } },
  { title: "npm test, which runs node --test", project: "node-test", command: ["npm", "test"], hits: { ...javaScript, "spec/second.js": { 5: 1 } } },
  { title: "jest in one process", project: "jest", command: ["jest", "--runInBand"], hits: jest },
  { title: "jest in several processes", project: "jest", command: ["jest", "--maxWorkers=2"], hits: jest },
  { title: "vitest in threads", project: "vitest", command: [...vitest, "threads"], hits: typeScript },
  { title: "vitest in processes", project: "vitest", command: [...vitest, "forks"], hits: typeScript },
  { title: "vitest in contexts", project: "vitest", command: [...vitest, "vmThreads"], hits: typeScript },
];

/** All lines that have figures, of files that hold comments, types and exports alone. */
const allLines: Record<string, readonly number[]> = { "src/shape.ts": [], "src/index.ts": [3, 4] };

/** What a runner says, on lines in any order: files of tests that run side by side end as they please. */
function report({ stdout, stderr }: Finished): string[] {
  return without(["time"], `${stdout}\n${saidByProgram(stderr)}`).split("\n").map((line) => line.trimEnd()).toSorted();
}

/** Whether any file below a folder, which must be there, holds text of ours. */
function holdsOurs(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))
    .some((file) => statSync(file).isFile() && readFileSync(file).includes("__perline_f3k9_"));
}

describe("test runners", () => {
  for (const { title, project, command, hits } of runners) {
    it(`are measured: ${title}`, () => inTemporaryFolder(async (folder) => {
      const output = join(folder, "profile.json");
      const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
      // What a person has set for npm is not asked.
      const surroundings = { cwd: join(__dirname, project), env: { PATH: path, NO_COLOR: "1", CI: "1", npm_config_userconfig: join(folder, "none") } };
      const cached = project === "jest" ? [...command, "--cacheDirectory", join(folder, "cache")] : command;
      const ours = await runNode([perline, "run", "--output", output, "--", ...cached], surroundings);
      expect(ours.code, ours.stderr).to.equal(0);
      const profile = JSON.parse(readFileSync(output, "utf8")) as Profile;
      expect([profile.complete, profile.warnings]).to.deep.equal([true, []]);
      const counted = Object.entries(hits).map(([file, lines]) => (
        [file, Object.fromEntries(Object.keys(lines).map((line) => [line, hitsOf(profile, file, Number(line))]))]
      ));
      expect(Object.fromEntries(counted)).to.deep.equal(hits);
      for (const { path, lines } of profile.sources) expect(lines.line, path).to.deep.equal(allLines[path] ?? lines.line);
      // Afterwards, with what the runner has kept.
      const bare = await runNode(["-e", start, ...cached], surroundings);
      expect(bare.code, bare.stderr).to.equal(0);
      expect(report(ours)).to.deep.equal(report(bare));
      if (project === "jest") expect(holdsOurs(join(folder, "cache"))).to.equal(false);
    }));
  }
});
