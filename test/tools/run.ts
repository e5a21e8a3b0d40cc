/** Runs a tool's job bare, under istanbul and under perline; each in a process of its own, with its output whole. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Profile } from "@perline/format";
import { runs } from "../effort.js";
import { root, type Tool } from "./tools.js";

/** What a process left behind. */
export interface Outcome {
  stdout: string;
  stderr: string;
  code: number | null;
  /** Texts of the files it wrote, by name. */
  emitted: Record<string, string>;
}

/** A statement as istanbul counted it: 1-based line, 0-based column, executions. */
export type IstanbulCount = readonly [line: number, column: number, count: number];

/** A folder's files with their texts. */
function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ parentPath, name }) => join(parentPath, name)).map((file) => [file, readFileSync(file, "utf8")]));
}

function node({ rounds, emits }: Tool, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  if (emits !== undefined) rmSync(join(root, emits), { recursive: true, force: true });
  const repeated = rounds === undefined ? {} : { ROUNDS: String(runs(rounds)) };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, args, {
      cwd: root, encoding: "utf8", maxBuffer: 2 ** 30, env: { ...process.env, NODE_OPTIONS: "", ...repeated, ...env },
    }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(new Error(`${args.join(" ")} did not end by itself`, { cause: error }));
      else resolve({ stdout, stderr, code: child.exitCode, emitted: emits === undefined ? {} : textsIn(join(root, emits)) });
    });
    child.stdin?.end();
  });
}

/** The job as it is. */
function runBare(tool: Tool): Promise<Outcome> {
  return node(tool, tool.command);
}

interface IstanbulRun {
  outcome: Outcome;
  /** By absolute file name. */
  counts: Record<string, IstanbulCount[]>;
}

/** The job with every statement counted by istanbul. */
async function runIstanbul(tool: Tool, folder: string): Promise<IstanbulRun> {
  const out = join(folder, `${tool.name.replace("/", "-")}.istanbul.json`);
  const preload = join(root, "test/tools/istanbul/preload.cjs");
  // By NODE_OPTIONS: a tool may look at process.execArgv.
  const env = { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, ISTANBUL_FILES: tool.files, ISTANBUL_OUT: out };
  const outcome = await node(tool, tool.command, env);
  return { outcome, counts: JSON.parse(readFileSync(out, "utf8")) as Record<string, IstanbulCount[]> };
}

interface PerlineRun {
  outcome: Outcome;
  profile: Profile;
}

/** The job under `perline run`, with the tool's own files included. */
async function runPerline(tool: Tool, folder: string): Promise<PerlineRun> {
  const out = join(folder, `${tool.name.replace("/", "-")}.perline.json`);
  const perline = join(root, "packages/cli/bin/perline.js");
  const outcome = await node(tool, [perline, "run", "--include", `${tool.files}**`, "-o", out, ...tool.command]);
  return { outcome, profile: JSON.parse(readFileSync(out, "utf8")) as Profile };
}

/** The job in all three ways: side by side, but one after the other where they write the same files. */
export async function runAll(tool: Tool, folder: string): Promise<{ bare: Outcome; perline: PerlineRun; istanbul: IstanbulRun }> {
  if (tool.emits === undefined) {
    const [bare, perline, istanbul] = await Promise.all([runBare(tool), runPerline(tool, folder), runIstanbul(tool, folder)]);
    return { bare, perline, istanbul };
  }
  return { bare: await runBare(tool), perline: await runPerline(tool, folder), istanbul: await runIstanbul(tool, folder) };
}
