/** Real tools: whether their time is in their own lines, and in the functions in which V8's own profiler sees it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CpuProfile, largest, selfMicroseconds, usualShares } from "../cpu-profile.js";
import { type Bench, type Criterion, type Figure } from "../criterion.js";
import { outsideNs, selfByFunction, selfNs } from "../measured.js";
import { median, spread } from "../statistics.js";
import { inTemporaryFolder, root, runProfiled, runWell } from "../../runs.js";
import { computing, type Tool } from "../../tools/tools.js";

/** How often a job repeats the tool's own work, so that loading, warming up and printing are little beside it. */
const repetitions: Readonly<Record<string, number>> = {
  marked: 200, acorn: 400, handlebars: 1600, terser: 16, prettier: 50, typescript: 16,
};
/** Functions compared: those with most self time. */
const compared = 5;
/** Of an inlined function V8's profiler tells the wrong lines, and often the wrong name. Ours runs as people run it. */
const flag = "--no-turbo-inlining";

/** Time by function. */
type Times = ReadonlyMap<string, number>;

/** Of the one thread that these tools have. */
function v8Profile(command: readonly string[], files: string, env: Record<string, string>): Promise<Times> {
  return inTemporaryFolder(async (folder) => {
    await runWell(["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=300", flag, ...command], { env, cwd: root });
    const [name, ...others] = readdirSync(folder);
    if (name === undefined || others.length > 0) throw new Error(`${command.join(" ")} left ${others.length + 1} profiles`);
    return selfMicroseconds(JSON.parse(readFileSync(join(folder, name), "utf8")) as CpuProfile, files);
  });
}

async function figuresOf(tool: Tool, { rounds, progress }: Bench): Promise<Figure[]> {
  const { name, files, repeatedly: command = tool.command } = tool;
  const env = { ROUNDS: String(repetitions[name] ?? 1) };
  const own: number[] = [];
  const ours: Times[] = [];
  const v8s: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    progress(`${name}, round ${round + 1} of ${rounds}`);
    v8s.push(await v8Profile(command, files, env));
    const { profile } = await runProfiled(["--include", `${files}**`, ...command], { env, cwd: root });
    ours.push(selfByFunction(profile));
    own.push((100 * selfNs(profile)) / (selfNs(profile) + outsideNs(profile)));
  }
  const found = new Set(largest(usualShares(ours), compared));
  const agreed = largest(usualShares(v8s), compared).filter((fn) => found.has(fn)).length;
  return [
    { what: `${name}: self + outside that lies in its files`, value: median(own), unit: "%", spread: spread(own), limit: { atLeast: 95 } },
    { what: `${name}: of V8's ${compared} largest functions, among ours`, value: agreed, unit: "functions", spread: null, limit: { atLeast: 4 } },
  ];
}

export const tools: Criterion = {
  id: "tools",
  claim: "At least 95 % of a tool's time lies in its own lines, and four of the five functions with most self time by --cpu-prof are among our five.",
  async measure(bench) {
    const figures: Figure[] = [];
    for (const tool of computing) figures.push(...(await figuresOf(tool, bench)));
    return figures;
  },
};
