/** What each rival adds to a program that does nothing, from spawn to exit. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { bare } from "../rivals/bare.js";
import { rivals } from "../rivals/index.js";
import { sampled } from "../rivals/perline.js";
import { type Rival } from "../rivals/rival.js";
import { inTemporaryFolder, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";
import { interleaved } from "../timed-program.js";

/** Each kind of module, the program that does the same without a compiler, and who runs it. */
const kinds = [
  { what: "CommonJS", plain: "hello.cjs", program: "hello.cjs", rivals },
  { what: "ES module", plain: "hello.mjs", program: "hello.mjs", rivals: [sampled] },
  { what: "TypeScript", plain: "hello.cjs", program: "hello.ts", rivals: [sampled] },
];

/** Wall time of hello-world in milliseconds. */
function hello(rival: Rival, program: string): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    const folders = { run: join(folder, "run"), cache: join(folder, "cache") };
    for (const path of Object.values(folders)) mkdirSync(path);
    const watched = { files: program, include: `**/${program}`, modules: program.endsWith(".mjs") };
    const { args, env } = rival.command([join(programs, program)], watched, folders);
    return (await runWell(args, { env: { NODE_OPTIONS: "", ...env } })).wallMs;
  });
}

export const startUp: Criterion = {
  id: "start-up",
  claim: "What is added to hello-world, from spawn to exit.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const { what, plain, program, rivals: others } of kinds) {
      for (const rival of others) {
        progress(`${what}, ${rival.id}`);
        const pairs = await interleaved(rounds, () => hello(bare, plain), () => hello(rival, program));
        const added = median(pairs.measured) - median(pairs.bare);
        const told = `${what}, ${rival.id}: added to ${Math.round(median(pairs.bare))} ms`;
        figures.push({ what: told, value: added, unit: "ms", spread: spread(pairs.measured), limit: null });
      }
    }
    return figures;
  },
};
