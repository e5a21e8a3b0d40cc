/** Profiles for other people's programs to read, with the files that they are of: one written down, and those of examples. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile, ThreadRecord } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { formats, type ReportOptions } from "@perline/reporter";
import { builds } from "../examples/builds.js";
import { runBuild } from "../examples/run-build.js";
import { argumentsOf } from "../examples/run-example.js";
import { sizes } from "../examples/sizes.js";
import { profileOf } from "../reporter/call-trees.js";
import { reportOf } from "../reporter/export.js";
import { inTemporaryFolder, perline, runWell } from "../runs.js";

/** A profile, whose sources are in the folder that is its root. */
export interface Subject {
  profile: Profile;
  /** Where files about it go. */
  folder: string;
  /** Writes the profile there in a format, and gives the file's path. */
  write(this: void, id: string, options?: Partial<ReportOptions>): Promise<string>;
}

/** What stands behind `perline run` for an example, and the environment that makes it small. */
interface ExampleCommand {
  args: () => readonly string[];
  env?: Record<string, string>;
}

/** Every example that `perline run` runs, by the command of its README, or with memory beside it. */
const examples: Readonly<Record<string, ExampleCommand>> = {
  ...Object.fromEntries(Object.entries(sizes).map(([name, env]): [string, ExampleCommand] => (
    [name, { args: () => [...name === "slow-report" ? ["--memory"] : [], ...argumentsOf(name)], env }]
  ))),
  database: { args: () => argumentsOf("database"), env: { ORDERS: "2000" } },
  leak: { args: () => argumentsOf("leak") },
  memory: { args: () => ["--memory", "examples/memory/main.ts"] },
};

const writtenDown = "recursion and awaits, written down";

/** The profile of a page, which is not measured here: test/browser/record-page.ts has recorded it. */
const recorded = "vite-react";
export const pageProfile = join(__dirname, `${recorded}.profile.json`);

/** What can be read. */
export const subjects: readonly string[] = [writtenDown, recorded, ...Object.keys(examples), ...Object.keys(builds)];

const taken = new Map<string, Promise<Profile>>();

/** The profile of an example, which runs once for all tests. */
async function profileOfExample(name: string): Promise<Profile> {
  if (Object.hasOwn(builds, name)) return readProfile((await runBuild(name)).profile, name);
  const known = taken.get(name) ?? inTemporaryFolder(async (folder) => {
    const { args, env = {} } = examples[name]!;
    const output = join(folder, "example.perline.json");
    await runWell([perline, "run", "--output", output, ...args()], { env });
    return readProfile(readFileSync(output, "utf8"), output);
  });
  taken.set(name, known);
  return known;
}

/** Makes a subject in an empty folder, or in one that is not there yet. */
export async function subjectIn(folder: string, name: string): Promise<Subject> {
  mkdirSync(folder, { recursive: true });
  const profile = await profileIn(folder, name);
  const write = async (id: string, options: Partial<ReportOptions> = {}): Promise<string> => {
    const format = formats.find((known) => known.id === id)!;
    const pieces: Uint8Array[] = [];
    for await (const piece of format.export(profile, options)) pieces.push(Buffer.from(piece));
    const file = join(folder, `exported.${format.extension}`);
    writeFileSync(file, Buffer.concat(pieces));
    return file;
  };
  return { folder, profile, write };
}

function profileIn(folder: string, name: string): Promise<Profile> | Profile {
  if (name === writtenDown) return withFiles(folder, writeDown());
  if (name === recorded) return withFiles(folder, readProfile(readFileSync(pageProfile, "utf8"), pageProfile));
  return profileOfExample(name);
}

/** A profile whose sources are written into a folder. */
function withFiles(folder: string, profile: Profile): Profile {
  for (const { path, text } of profile.sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text ?? "");
  }
  return { ...profile, root: folder };
}

function writeDown(): Profile {
  const profile = profileOf({
    "main": 10_000_000, "main load": 100_000_000, "main' load": 20_000_000, "main load load'": 7_000_000, "main load load' fib fib": 3_000_123,
    "main load format": 30_000_000, "main load format pad": 5_000_001, "(main) (load) fib": 60_000_000, "(main) (load) fib fib'": 30_000_000,
    // Where one ends another begins that is like it, and some are shorter than a microsecond: which end belongs to which?
    "fib main format main": 1_000_000, "fib": 1_000_000, "fib format main": 1_000_000, "pad": 100, "pad' main": 300, "load": 2_000_000,
  }, { outsideNs: 7_000_777, idleNs: 11_000_000 });
  const sources = profile.sources.map((source) => ({
    ...source, text: Array.from({ length: 60 }, (_, index) => `const line${index + 1} = "${source.path}";\n`).join(""),
  }));
  return { ...profile, sources };
}

/** A figure by function and line, `f src/a.ts:3`, where it is not nought. */
export type ByLine = Record<string, number>;

/** The figures that are not nought. */
export function some(figures: Iterable<readonly [string, number]>): ByLine {
  return Object.fromEntries([...figures].filter(([, figure]) => figure > 0));
}

/** What perline itself says of lines: functions of one name on a line together. */
export async function ownFigures(profile: Profile, figure: "hits" | "selfNs" | "totalNs" | "bytes"): Promise<ByLine> {
  const sums: ByLine = {};
  for (const { path, functions, lines } of (await reportOf(profile)).files) {
    for (const row of lines) {
      const key = `${functions[row.function]!.name} ${path}:${row.line}`;
      if ((row[figure] ?? 0) > 0) sums[key] = (sums[key] ?? 0) + row[figure]!;
    }
  }
  return sums;
}

/** The same of lines alone, `src/a.ts:3`, whichever function they are of. */
export function byLineAlone(figures: ByLine, join: (a: number, b: number) => number = (a, b) => a + b): ByLine {
  const joined: ByLine = {};
  for (const [key, figure] of Object.entries(figures)) {
    const place = key.slice(key.lastIndexOf(" ") + 1);
    joined[place] = join(joined[place] ?? 0, figure);
  }
  return joined;
}

/** What no line was charged with, by the names that formats of call paths give it. */
export function restOf(profile: Profile): ByLine {
  const threads = profile.processes.flatMap((each) => each.threads);
  const sum = (of: (thread: ThreadRecord) => number | null): number => threads.reduce((all, thread) => all + (of(thread) ?? 0), 0);
  // What paths that were folded away left has no path.
  const self = sum(({ callTree }) => (callTree?.selfNs[0] ?? 0) + (callTree?.selfNs[1] ?? 0));
  return some([["[self]", self], ["[outside]", sum(({ outsideNs }) => outsideNs)], ["[idle]", sum(({ idleNs }) => idleNs)]]);
}
