/** Runs linked programs: files as a build would write them, on the stub runtime, in a process of their own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { runWell } from "../runs.js";
import { deriveHits } from "../transform/derived-hits.js";
import type { Written } from "./stub.js";

/** What the linked runtime is called in the folder of a program, without its extension. */
const stubName = "perline-stub";

/** Writes the stub runtime into a folder; gives the specifiers by which ES modules and CommonJS files beside it load it. */
export function writeStub(folder: string): { module: string; commonjs: string } {
  for (const [format, extension] of [["esm", "mjs"], ["cjs", "cjs"]] as const) {
    const outfile = join(folder, `${stubName}.${extension}`);
    buildSync({ entryPoints: [join(__dirname, "stub.ts")], outfile, format, bundle: true, platform: "node", logLevel: "silent" });
  }
  return { module: `./${stubName}.mjs`, commonjs: `./${stubName}.cjs` };
}

/** What a linked program has printed, and counted. */
export interface LinkedRun {
  stdout: string;
  /** Hits by `path:line`, the largest of the line's probes, for lines that count. */
  hits: Record<string, number>;
  /** Calls by `path:function`. */
  calls: Record<string, number>;
  /** What the sources told about themselves, in the order in which they were loaded. */
  registered: Written["registered"];
}

/** Runs a file of a folder by Node. */
export async function runLinked(folder: string, file: string): Promise<LinkedRun> {
  const result = join(folder, "result.json");
  writeFileSync(result, "");
  const { stdout } = await runWell([file], { cwd: folder, env: { LINKED_RESULT: result } });
  return { stdout, ...countsOf(JSON.parse(readFileSync(result, "utf8")) as Written) };
}

/** What was counted, by lines and functions. */
function countsOf({ hits, registered }: Written): Omit<LinkedRun, "stdout"> {
  const [byLine, calls]: [Record<string, number>, Record<string, number>] = [{}, {}];
  for (const { base, source: { sources, derived } } of registered) {
    const local = hits.slice(base);
    deriveHits(local, derived);
    let first = 0;
    for (const { path, lines, probes, functions } of sources) {
      probes.forEach((row, probe) => {
        if (lines.countable[row] !== 1) return;
        const line = `${path}:${lines.line[row] ?? 0}`;
        byLine[line] = Math.max(byLine[line] ?? 0, local[first + probe] ?? 0);
      });
      functions.name.forEach((name, row) => {
        const probe = functions.calls[row] ?? -1;
        if (probe >= 0) calls[`${path}:${name}`] = local[first + probe] ?? 0;
      });
      first += probes.length;
    }
  }
  return { hits: byLine, calls, registered };
}
