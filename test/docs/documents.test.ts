/** The documents are true: what they tell people to type works, what they name exists, what they count is so. */
import { expect } from "chai";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ErrorCode } from "@perline/format";
import { exitCodeOf } from "../../packages/cli/dist/failure.js";
import { skipReasons } from "../../packages/transform/dist/2-plan/skips.js";
import { fileSkipReasons } from "../../packages/transform/dist/hosts/node/file-skips.js";
import { differences } from "../differences.js";
import { root } from "../runs.js";
import { blocksOf } from "./blocks.js";
import { commandOf, runCommand, withoutTimes } from "./commands.js";

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "COSTS.md", "CHANGELOG.md"];
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** The part of a document under one heading. */
function section(document: string, heading: string): string {
  const found = new RegExp(`^## ${heading}\n([^]*?)(?=^## |(?![^]))`, "m").exec(textOf(document));
  if (found?.[1] === undefined) throw new Error(`${document} has no section ${heading}`);
  return found[1];
}

/** The first cells of a table's rows that hold a name in backquotes. */
const namesInTable = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "");

describe("documents", () => {
  describe("commands", () => {
    let folder = "";

    before(() => {
      folder = mkdtempSync(join(tmpdir(), "perline-docs-"));
      writeFileSync(join(folder, "package.json"), "{}");
      cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
      cpSync(join(root, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const document of documents) {
      let printed = "";
      for (const { line, language, role, name, text } of blocksOf(join(root, document))) {
        if (role === "file") {
          it(`${document}:${line} is the file ${name}`, () => {
            mkdirSync(dirname(join(folder, name)), { recursive: true });
            writeFileSync(join(folder, name), `${text}\n`);
          });
        } else if (role === "run") {
          for (const command of text.split("\n")) {
            it(`${document}:${line} runs ${command}`, async () => {
              const { code, stdout, stderr } = await runCommand(commandOf(command), folder);
              expect(code, stderr).to.equal(0);
              printed = stdout;
            });
          }
        } else if (role === "output") {
          it(`${document}:${line} prints what it shows`, () => {
            expect(withoutTimes(printed)).to.deep.equal(withoutTimes(text));
          });
        } else if (language === "sh") {
          it(`${document}:${line} names scripts that there are`, () => {
            const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
            for (const { program, args } of text.split("\n").map(commandOf)) {
              expect([program, args[0]]).to.deep.equal(["npm", "run"]);
              expect(scripts).to.have.property(args[1] ?? "");
            }
          });
        }
      }
    }
  });

  for (const document of documents) {
    it(`${document} names only paths that exist`, () => {
      const links = [...textOf(document).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map((match) => match[1] ?? "");
      const quoted = [...textOf(document).matchAll(/`((?:packages|examples|test)\/[\w./-]+)`/g)].map((match) => match[1] ?? "");
      for (const path of [...links, ...quoted]) expect(existsSync(join(root, path)), path).to.equal(true);
    });
  }

  it("README.md has a row for every error code, and for no other", () => {
    const type = /export type ErrorCode =([^;]*);/.exec(textOf("packages/format/src/errors.ts"))?.[1] ?? "";
    const codes = [...type.matchAll(/"([a-z-]+)"/g)].map((match) => match[1] ?? "");
    expect(codes).to.include("usage");
    expect(namesInTable(section("README.md", "Error codes"))).to.have.members(codes);
  });

  it("README.md has the exit code of every error", () => {
    const rows = [...section("README.md", "Error codes").matchAll(/^\| `([^`]+)` \| (\d) \|/gm)].map(([, code = "", exit = ""]) => [code, Number(exit)]);
    expect(rows).to.have.length(namesInTable(section("README.md", "Error codes")).length);
    expect(rows).to.deep.equal(rows.map(([code]) => [code, exitCodeOf({ code: code as ErrorCode })]));
  });

  it("README.md has a row for every reason to leave something as it is, and for no other", () => {
    const told = [...section("README.md", "What the program could notice").matchAll(/^\| .* \| not instrumented: \*([^*]+)\* \|$/gm)];
    expect(told.map((match) => match[1])).to.have.members([...Object.values(skipReasons), ...Object.values(fileSkipReasons)]);
  });

  it("README.md has a row for every difference that comparers leave out", () => {
    const rows = [...section("README.md", "What the program could notice").matchAll(/^\| (.*?) \|/gm)].map((match) => match[1]);
    expect(rows).to.include.members(Object.keys(differences));
  });

  it("ARCHITECTURE.md names every package", () => {
    for (const folder of readdirSync(join(root, "packages"))) {
      expect(section("ARCHITECTURE.md", "The folders")).to.include(`(packages/${folder})`);
    }
  });

  it("ARCHITECTURE.md has a reading order of under 600 lines", () => {
    const paths = [...section("ARCHITECTURE.md", "What to read first").matchAll(/^\d+\. \[([^\]]+)\]/gm)].map((match) => match[1] ?? "");
    const lines = paths.map((path) => textOf(path).split("\n").length - 1);
    expect(paths.length).to.be.at.least(5);
    expect(lines.reduce((sum, count) => sum + count, textOf("ARCHITECTURE.md").split("\n").length - 1)).to.be.below(600);
  });
});

describe("the harness of the documents", () => {
  it("takes command lines apart", () => {
    expect(commandOf('A=1 B_C=x=y node -e "console.log(1 + 1)" --port 3   # a comment')).to.deep.equal({
      env: { A: "1", B_C: "x=y" }, program: "node", args: ["-e", "console.log(1 + 1)", "--port", "3"],
    });
  });

  it("refuses a command it cannot run, and sees one that fails", async () => {
    expect(() => runCommand(commandOf("rm -rf x"), root)).to.throw(/documents may run/);
    expect((await runCommand(commandOf('node -e "process.exit(3)"'), root)).code).to.equal(3);
  });

  it("lets times differ in an output, and nothing else", () => {
    const row = "    29   1000001     137288.2      0.1      80.3    for (const n of numbers()) {";
    expect(withoutTimes(row)).to.deep.equal(withoutTimes(row.replace("137288.2", " 99.9").replace("80.3", "7.0")));
    expect(withoutTimes(row)).not.to.deep.equal(withoutTimes(row.replace("1000001", "1000000")));
    expect(withoutTimes(row)).not.to.deep.equal(withoutTimes(row.replace("const n", "const m")));
  });
});
