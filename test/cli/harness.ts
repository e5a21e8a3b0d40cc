/** The command as a person runs it: in a folder of its own, with input and signals, and the profile it left. */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { saidByPerline, saidByProgram } from "../differences.js";
import { perline, type Finished } from "../runs.js";

const fixtures = join(__dirname, "fixtures");

/** Begin of a program that asks `told(path, hits)`, which is not measured: see fixtures/told.js. */
export const telling = `const { told } = require(${JSON.stringify(join(fixtures, "told.js"))});\n`;

/** A program, endless.js, that never ends; it says `ready` once a snapshot holds hits of its loop, in line 3. */
export const endless = `${telling}let isReady = false;
for (let n = 0; ; n++) {
  if (!isReady && told("endless.js", 2)) {
    isReady = true;
    require("node:fs").writeSync(1, "ready\\n");
  }
}
`;

/** How a command is run beyond its arguments. */
export interface Running {
  env?: Record<string, string>;
  /** What it reads from stdin; nothing unless given. */
  input?: string;
  /** Called with the child's number as soon as it has written `ready`. It then has a session of its own: no terminal's signals. */
  whenReady?: (pid: number) => void;
}

/** A folder with fixtures in it, and commands that run there. */
export class Workplace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "perline-cli-")));

  constructor(...files: readonly string[]) {
    this.write("package.json", "{}");
    // What lies above, in the temporary folder, is nobody's to ask.
    this.write("perline.config.json", "{}");
    for (const file of files) copyFileSync(join(fixtures, file), join(this.folder, file));
  }

  /** Puts a file there; gives its path. */
  write(name: string, text: string | Buffer): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  profile(name: string): Profile {
    return JSON.parse(this.read(name)) as Profile;
  }

  /** Runs `perline …`. */
  perline(args: readonly string[], running: Running = {}): Promise<Finished> {
    return this.node([perline, ...args], running);
  }

  /** Runs `node …`. */
  node(args: readonly string[], { env = {}, input = "", whenReady }: Running = {}): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn("node", args, { cwd: this.folder, env: { ...process.env, ...env }, detached: whenReady !== undefined });
      const finished: Finished = { wallMs: NaN, code: null, signal: null, stdout: "", stderr: "" };
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        const wasReady = finished.stdout.includes("ready");
        finished.stdout += text;
        if (!wasReady && finished.stdout.includes("ready") && child.pid !== undefined) whenReady?.(child.pid);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => (finished.stderr += text));
      child.stdin.on("error", () => undefined).end(input);
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ ...finished, code, signal }));
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs an action in a workplace of its own. */
export async function inWorkplace(files: readonly string[], action: (place: Workplace) => Promise<void>): Promise<void> {
  const place = new Workplace(...files);
  try {
    await action(place);
  } finally {
    place.remove();
  }
}

/** Runs a program both ways and compares all that leaves it. */
export async function expectSame(place: Workplace, args: readonly string[], running: Running = {}): Promise<void> {
  const bare = await place.node(args, running);
  const ours = await place.perline(["run", ...args], running);
  expect({ ...ours, stderr: saidByProgram(ours.stderr) }).to.deep.equal(bare);
}

/** What perline said, a line each, without its name. */
export function said({ stderr }: Finished): string[] {
  return saidByPerline(stderr);
}

/** Hits of a line of a source of the profile, over all its processes. */
export function hitsOf(profile: Profile, path: string, line: number): number {
  return countersOf(profile, path, { line, of: ({ hits }) => hits }).reduce((sum, hits) => sum + Math.max(0, ...hits), 0);
}

/** Throws of a line of a source of the profile, over all its processes. */
export function throwsOf(profile: Profile, path: string, line: number): number {
  return countersOf(profile, path, { line, of: ({ throws }) => throws ?? [] }).flat().reduce((sum, count) => sum + count, 0);
}

/** One counter of the probes of a line, for each thread. */
function countersOf(profile: Profile, path: string, what: { line: number; of: (counters: Counters) => number[] }): number[][] {
  const index = profile.sources.findIndex((source) => source.path === path);
  const source = profile.sources[index];
  if (source === undefined) return [[NaN]];
  const row = source.lines.line.indexOf(what.line);
  const counters = profile.processes.flatMap(({ threads }) => threads).flatMap((thread) => thread.counters);
  return counters.filter((one) => one.source === index).map((one) => what.of(one).filter((_, probe) => source.probes[probe] === row));
}

type Counters = Profile["processes"][number]["threads"][number]["counters"][number];
