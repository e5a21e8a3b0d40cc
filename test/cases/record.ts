/**
 * Writes what cases expect, from a bare run and an instrumented one: `node --import tsx test/cases/record.ts [area/name…]`, all
 * cases without names. What it wrote is for a person to review; the tests only hold it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCases, readCase } from "./case.js";
import { runBare, runInstrumented, waysOf } from "./judge.js";
import { withAnyNumbers } from "./listing.js";

async function record(names: readonly string[]): Promise<void> {
  for (const one of names.length > 0 ? names.map(readCase) : allCases()) {
    const [way] = waysOf(one);
    if (way === undefined) continue;
    const { output } = await runBare(one, way.lowering);
    const hits = withAnyNumbers(one.hits, (await runInstrumented(one, way)).hits);
    writeFileSync(join(one.folder, "output.txt"), output);
    writeFileSync(join(one.folder, "hits.txt"), hits);
    if (output !== one.output || hits !== one.hits) console.log(`${one.name}\n${output}${hits}`);
  }
}

record(process.argv.slice(2)).catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
