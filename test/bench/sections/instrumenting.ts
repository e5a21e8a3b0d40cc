/** How quickly files are instrumented, by perline and by istanbul, from cold and warm, and how much memory that takes. */
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { instrumentOnce, type Instrumented } from "../instrumented.js";
import { root } from "../../runs.js";
import { median, spread } from "../statistics.js";

/** Files of growing size; how often each is instrumented again in one process (istanbul takes long), and in how many at most. */
const files = [
  { path: "acorn/dist/acorn.js", again: 10, processes: 5 },
  { path: "terser/dist/bundle.min.js", again: 3, processes: 3 },
  { path: "typescript/lib/typescript.js", again: 0, processes: 1 },
];

export const instrumenting: Criterion = {
  id: "instrumenting",
  claim: "Instrumenting a file in a process of its own: the first time, without loading the instrumenter, and the quickest time after it.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const { path, again, processes } of files) {
      const count = Math.min(rounds, processes);
      const runs: Record<"perline" | "istanbul", Instrumented[]> = { perline: [], istanbul: [] };
      for (let round = 1; round <= count; round++) {
        for (const [instrumenter, list] of Object.entries(runs)) {
          progress(`${path}, ${instrumenter}, round ${round} of ${count}`);
          list.push(await instrumentOnce(join(root, "node_modules", path), { instrumenter, again }));
        }
      }
      for (const [instrumenter, list] of Object.entries(runs)) {
        const size = list[0]?.megabytes ?? NaN;
        const figure = (what: string, unit: string, values: readonly number[]): Figure => (
          { what: `${path} (${size.toFixed(2)} MB), ${instrumenter}: ${what}`, value: median(values), unit, limit: null,
            spread: values.length < 2 ? null : spread(values) }
        );
        figures.push(
          figure("cold", "MB/s", list.map(({ megabytes, coldMs }) => (1_000 * megabytes) / coldMs)),
          ...(again === 0 ? [] : [figure("warm", "MB/s", list.map(({ megabytes, warmMs }) => (1_000 * megabytes) / (warmMs ?? NaN)))]),
          figure("memory at its peak", "MB", list.map(({ maxRssMb }) => maxRssMb)),
        );
      }
    }
    return figures;
  },
};
