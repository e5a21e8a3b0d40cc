/** What is loaded when: start-up is paid by every run, so large libraries wait until something needs them. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";

/** The third-party packages in memory after that code ran in a fresh process. */
function loadedBy(code: string): string[] {
  const print = "process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
  const output = execFileSync(process.execPath, ["-e", `${code};${print}`], { cwd: __dirname, encoding: "utf8" });
  const packages = (JSON.parse(output) as string[]).map((file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? "");
  return [...new Set(packages)].filter((name) => name !== "").map((name) => name.replace("\\", "/"));
}

describe("loading", () => {
  it("of the vocabulary loads no library", () => {
    expect(loadedBy('require("@perline/format")')).to.deep.equal([]);
  });

  it("of reading loads the schema library, which shows that the check above can fail", () => {
    expect(loadedBy('require("@perline/format/read")')).to.deep.equal(["valibot"]);
  });

  it("of the reporter leaves the grammar for colours alone", () => {
    expect(loadedBy('require("@perline/reporter")')).to.not.include("@lezer/javascript").and.not.include("@lezer/highlight");
  });
});
