/** Programs that show hits as coverage: genhtml, and istanbul's reports. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, normalize } from "node:path";
import { createCoverageMap } from "istanbul-lib-coverage";
import { createContext } from "istanbul-lib-report";
import { create } from "istanbul-reports";
import { answerOf } from "./readers.js";
import { type ByLine, some, type Subject } from "./subjects.js";

/** What genhtml's pages show beside lines of the sources that have some. */
export function genhtmlLines({ folder, profile: { root } }: Subject, file: string, paths: readonly string[]): ByLine {
  answerOf("genhtml", ["--quiet", "--output-directory", join(folder, "pages"), file], { cwd: root });
  const pages = readdirSync(join(folder, "pages"), { recursive: true, encoding: "utf8" });
  const found: [string, number][] = [];
  for (const path of paths) {
    // The folders that all sources have in common are in no name of a page; where all are in one, that one is.
    const [own, inRoot] = [normalize(`/${path}.gcov.html`), join(basename(root), `${path}.gcov.html`)];
    const page = pages.find((name) => name.endsWith(".gcov.html") && (own.endsWith(`/${name}`) || name === inRoot));
    if (page === undefined) throw new Error(`genhtml wrote no page of ${path} among ${pages.join(", ")}`);
    const text = readFileSync(join(folder, "pages", page), "utf8");
    for (const [, line, hits] of text.matchAll(/class="lineNum"> *(\d+) <\/span><span class="line(?:No)?Cov"> *(\d+) :/g)) {
      found.push([`${path}:${line}`, Number(hits)]);
    }
  }
  return some(found);
}

/** What istanbul's own lcov file says of lines, and its page of all files. */
export function istanbulLines({ folder, profile: { root } }: Subject, file: string): { lines: ByLine; page: string } {
  const coverage = createCoverageMap(JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof createCoverageMap>[0]);
  const context = createContext({ dir: join(folder, "coverage"), coverageMap: coverage });
  create("lcovonly", { projectRoot: root }).execute(context);
  create("html").execute(context);
  const written = readFileSync(join(folder, "coverage", "lcov.info"), "utf8").split("end_of_record").flatMap((record) => {
    const path = /^SF:(.*)$/m.exec(record)?.[1]?.replaceAll("\\", "/");
    return [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => [`${path}:${line}`, Number(count)] as const);
  });
  return { lines: some(written), page: readFileSync(join(folder, "coverage", "index.html"), "utf8") };
}
