/** Child processes of tests and benchmarks that span the packages: a program as it is, and the same under `perline run`. */
import { type Profile } from "@perline/format";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The repository, and the command in it. */
export const root = join(__dirname, "..");
export const perline = join(root, "packages", "cli", "bin", "perline.js");
/** What `--require` names to measure a program without the command. */
export const register = join(root, "packages", "cli", "dist", "register.js");

/** How a child process ended. */
export interface Finished {
  /** From spawn to exit, as the parent sees it. */
  wallMs: number;
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Where and with which additional environment a child runs. */
export interface Surroundings {
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs Node with these arguments and waits for its end. */
export function runNode(args: readonly string[], { cwd = root, env = {} }: Surroundings = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, windowsHide: true });
    let wallMs = NaN;
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("exit", () => (wallMs = Number(process.hrtime.bigint() - started) / 1e6));
    child.on("close", (code, signal) => resolve({ wallMs, code, signal, stdout, stderr }));
  });
}

/** As {@link runNode}, for a program that must end well; throws with what it wrote to stderr otherwise. */
export async function runWell(args: readonly string[], surroundings: Surroundings = {}): Promise<Finished> {
  const finished = await runNode(args, surroundings);
  if (finished.code === 0) return finished;
  throw new Error(`node ${args.join(" ")} ended with ${finished.code ?? finished.signal}: ${finished.stderr.trim().slice(-400)}`);
}

/** Gives an action a folder of its own, gone afterwards. */
export async function inTemporaryFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "perline-test-"));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program under `perline run` and reads the profile; the program may be killed, and otherwise must end well. */
export function runProfiled(args: readonly string[], surroundings: Surroundings = {}): Promise<Finished & { profile: Profile }> {
  return inTemporaryFolder(async (folder) => {
    const output = join(folder, "profile.json");
    const finished = await runNode([perline, "run", "--output", output, ...args], surroundings);
    const failed = finished.code !== 0 && finished.signal === null;
    if (!failed && existsSync(output)) return { ...finished, profile: JSON.parse(readFileSync(output, "utf8")) as Profile };
    throw new Error(`perline run ${args.join(" ")} ended with ${finished.code ?? finished.signal}: ${finished.stderr.trim().slice(-400)}`);
  });
}
