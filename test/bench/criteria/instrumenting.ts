/** How long large files take to instrument, beside another instrumenter, and how much memory the largest people meet takes. */
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { instrumentOnce, type Instrumented } from "../instrumented.js";
import { root } from "../../runs.js";
import { median, ratio, roundRatios, spread } from "../statistics.js";

const largest = "typescript/lib/typescript.js";

/** Files over 1 MB: one that is minified, and one as its authors' compiler wrote it. Istanbul takes half a minute for that. */
const files = [
  { path: "terser/dist/bundle.min.js", rivals: 3 },
  { path: largest, rivals: 1 },
];

/** Megabytes of text instrumented in a second, the first time in a process, loading included. */
function speed({ megabytes, loadMs, coldMs }: Instrumented): number {
  return (1_000 * megabytes) / (loadMs + coldMs);
}

function figuresOf(path: string, { ours, theirs }: { ours: readonly Instrumented[]; theirs: readonly Instrumented[] }): Figure[] {
  const speeds = ours.map(speed);
  const pairs = { bare: theirs.map(speed), measured: ours.slice(0, theirs.length).map(speed) };
  const figures: Figure[] = [
    { what: `${path}: speed`, value: median(speeds), unit: "MB/s", spread: spread(speeds), limit: { atLeast: 5 } },
    { what: `${path}: speed over istanbul's`, value: ratio(pairs), unit: "×", spread: theirs.length < 2 ? null : spread(roundRatios(pairs)), limit: { atLeast: 5 } },
  ];
  if (path !== largest) return figures;
  const seconds = ours.map(({ loadMs, coldMs }) => (loadMs + coldMs) / 1000);
  const megabytes = ours.map((run) => run.maxRssMb);
  return [
    ...figures,
    { what: `${path}: time`, value: median(seconds), unit: "s", spread: spread(seconds), limit: { atMost: 2 } },
    { what: `${path}: memory of the process at its peak`, value: median(megabytes), unit: "MB", spread: spread(megabytes), limit: { atMost: 1024 } },
  ];
}

export const instrumenting: Criterion = {
  id: "instrumenting",
  claim: "Files over 1 MB are instrumented at 5 MB/s and five times as fast as by istanbul, typescript.js (9 MB) in 2 s and 1 GB, from cold.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const { path, rivals } of files) {
      const file = join(root, "node_modules", path);
      const [ours, theirs]: [Instrumented[], Instrumented[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        progress(`${path}, round ${round + 1} of ${rounds}`);
        ours.push(await instrumentOnce(file));
        if (round < rivals) theirs.push(await instrumentOnce(file, { instrumenter: "istanbul" }));
      }
      figures.push(...figuresOf(path, { ours, theirs }));
    }
    return figures;
  },
};
