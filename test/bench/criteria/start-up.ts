/** What `perline run` adds to a program that does nothing. */
import { join } from "node:path";
import { type Bench, type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { inTemporaryFolder, runProfiled, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";
import { interleaved } from "../timed-program.js";

/**
 * Each kind of module, the program that does the same without a compiler, and what the difference may be in milliseconds: for a
 * program that perline has not seen before, and for one whose instrumented files the last run has kept.
 */
const kinds = [
  { what: "CommonJS", bare: "hello.cjs", profiled: "hello.cjs", atMost: { anew: 150, kept: 110 } },
  { what: "ES module", bare: "hello.mjs", profiled: "hello.mjs", atMost: { anew: 220, kept: 150 } },
  { what: "TypeScript", bare: "hello.cjs", profiled: "hello.ts", atMost: { anew: 220, kept: 150 } },
];

/** What of a run is kept for the next, and where. */
const ways = {
  anew: () => ({ PERLINE_CACHE: "false" }),
  kept: (folder: string) => ({ PERLINE_CACHE: "true", XDG_CACHE_HOME: folder }),
};

/** The first round is not counted: it fills the cache. */
async function added({ what, bare, profiled, atMost }: (typeof kinds)[number], way: "anew" | "kept", bench: Bench): Promise<Figure> {
  const { rounds, progress } = bench;
  progress(`${what}, ${way}`);
  const pairs = await inTemporaryFolder((folder) => interleaved(
    rounds,
    async () => (await runWell([join(programs, bare)])).wallMs,
    async () => (await runProfiled([join(programs, profiled)], { env: ways[way](folder) })).wallMs,
  ));
  return {
    what: `${what}${way === "kept" ? ", kept by the last run" : ""}: added to ${Math.round(median(pairs.bare))} ms`,
    value: median(pairs.measured) - median(pairs.bare),
    unit: "ms",
    spread: spread(pairs.measured),
    limit: { atMost: atMost[way] },
  };
}

export const startUp: Criterion = {
  id: "start-up",
  claim: "hello-world under `perline run` costs at most 150 ms more as CommonJS, 220 ms as an ES module or TypeScript; 110 and 150 ms "
    + "where the last run has kept what it instrumented.",
  async measure(bench) {
    const figures: Figure[] = [];
    for (const way of ["anew", "kept"] as const) for (const kind of kinds) figures.push(await added(kind, way, bench));
    return figures;
  },
};
