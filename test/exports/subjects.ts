/** Profiles for other people's programs to read, with the files that they are of: one written down, and those of examples. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { formats, type ReportOptions } from "@perline/reporter";
import { profileOf } from "../reporter/call-trees.js";
import { reportOf } from "../reporter/export.js";
import { perline, root, runWell } from "../runs.js";

/** A profile, in a folder with its sources. */
export interface Subject {
  folder: string;
  profile: Profile;
  /** Writes the profile there in a format, and gives the file's path. */
  write(this: void, id: string, options?: Partial<ReportOptions>): Promise<string>;
}

/** What can be read. */
export const subjects = ["recursion and awaits, written down", "examples/slow-report", "examples/memory"] as const;

/** Makes a subject in an empty folder. */
export async function subjectIn(folder: string, name: (typeof subjects)[number]): Promise<Subject> {
  const profile = name.startsWith("examples/") ? await profileOfExample(name, folder) : writtenDown(folder);
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

async function profileOfExample(name: string, folder: string): Promise<Profile> {
  cpSync(join(root, name), folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{ \"type\": \"module\" }\n");
  const main = name === "examples/slow-report" ? "src/main.ts" : "main.ts";
  await runWell([perline, "run", "--memory", "-o", "example.perline.json", main], { cwd: folder });
  return readProfile(readFileSync(join(folder, "example.perline.json"), "utf8"), "example.perline.json");
}

function writtenDown(folder: string): Profile {
  const profile = profileOf({
    "main": 10_000_000, "main load": 100_000_000, "main' load": 20_000_000, "main load load'": 7_000_000, "main load load' fib fib": 3_000_123,
    "main load format": 30_000_000, "main load format pad": 5_000_001, "(main) (load) fib": 60_000_000, "(main) (load) fib fib'": 30_000_000,
  }, { outsideNs: 7_000_777, idleNs: 11_000_000 });
  const sources = profile.sources.map((source) => ({
    ...source, text: Array.from({ length: 60 }, (_, index) => `const line${index + 1} = "${source.path}";\n`).join(""),
  }));
  for (const { path, text } of sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { ...profile, root: folder, sources };
}

/** A figure by function and line, `f src/a.ts:3`, where it is not nought. */
export type ByLine = Record<string, number>;

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
export function byLineAlone(figures: ByLine): ByLine {
  const sums: ByLine = {};
  for (const [key, figure] of Object.entries(figures)) {
    const place = key.slice(key.lastIndexOf(" ") + 1);
    sums[place] = (sums[place] ?? 0) + figure;
  }
  return sums;
}
