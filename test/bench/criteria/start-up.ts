/** What `perline run` adds to a program that does nothing. */
import { join } from "node:path";
import { type Bench, type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { runProfiled, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";
import { interleaved } from "../timed-program.js";

/** Each kind of module, the program that does the same without a compiler, and what the difference may be in milliseconds. */
const kinds = [
  { what: "CommonJS", bare: "hello.cjs", profiled: "hello.cjs", atMost: 150 },
  { what: "ES module", bare: "hello.mjs", profiled: "hello.mjs", atMost: 220 },
  { what: "TypeScript", bare: "hello.cjs", profiled: "hello.ts", atMost: 220 },
];

async function added({ what, bare, profiled, atMost }: (typeof kinds)[number], { rounds, progress }: Bench): Promise<Figure> {
  progress(what);
  const pairs = await interleaved(
    rounds,
    async () => (await runWell([join(programs, bare)])).wallMs,
    async () => (await runProfiled([join(programs, profiled)])).wallMs,
  );
  return {
    what: `${what}: added to ${Math.round(median(pairs.bare))} ms`,
    value: median(pairs.measured) - median(pairs.bare),
    unit: "ms",
    spread: spread(pairs.measured),
    limit: { atMost },
  };
}

export const startUp: Criterion = {
  id: "start-up",
  claim: "hello-world under `perline run` costs at most 150 ms more as CommonJS, 220 ms as an ES module or TypeScript.",
  async measure(bench) {
    const figures: Figure[] = [];
    for (const kind of kinds) figures.push(await added(kind, bench));
    return figures;
  },
};
