/** How start-up, instrumenting, the profile and the report grow with the size of a program. */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { grown } from "../grown.js";
import { mainThread } from "../measured.js";
import { inTemporaryFolder, perline, runProfiled, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";

const sizes = [100, 1_000, 10_000];
/** Sizes do not vary, and times of seconds little. */
const enoughRounds = 3;

async function measureSize(functions: number, folder: string, rounds: number): Promise<Figure[]> {
  const script = join(folder, `grown-${functions}.cjs`);
  const kept = join(folder, "grown.perline.json");
  writeFileSync(script, grown(functions));
  const columns: Record<string, { unit: string; values: number[] }> = {};
  const add = (what: string, unit: string, value: number): void => void (columns[what] ??= { unit, values: [] }).values.push(value);
  for (let round = 0; round < rounds; round++) {
    const { wallMs: bareMs } = await runWell([script], { cwd: folder });
    const { wallMs, profile } = await runProfiled([script], { cwd: folder });
    writeFileSync(kept, JSON.stringify(profile));
    add("added to the run", "ms", wallMs - bareMs);
    add("of which the program waited for its instrumented text", "ms", mainThread(profile).instrumentNs / 1e6);
    add("profile", "kB", statSync(kept).size / 1e3);
    for (const format of ["text", "json"]) {
      const { wallMs: reportMs } = await runWell([perline, "report", "--format", format, kept], { cwd: folder });
      add(`report as ${format}`, "ms", reportMs);
    }
  }
  const size = `${functions} functions, ${Math.round(statSync(script).size / 1e3)} kB`;
  return Object.entries(columns).map(([what, { unit, values }]) => (
    { what: `${size}: ${what}`, value: median(values), unit, spread: spread(values), limit: null }
  ));
}

export const growth: Criterion = {
  id: "growth",
  claim: "A program of so many functions, each called a few times: what profiling it adds, how large its profile is, how long a report takes.",
  measure: ({ rounds, progress }) => inTemporaryFolder(async (folder) => {
    const figures: Figure[] = [];
    for (const functions of sizes) {
      progress(`${functions} functions`);
      figures.push(...await measureSize(functions, folder, Math.min(rounds, enoughRounds)));
    }
    return figures;
  }),
};
