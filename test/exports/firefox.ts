/** Mozilla's own program, which reads a profile as the front end of the Firefox Profiler does. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { answerOf } from "./readers.js";
import { type ByLine, some, type Subject } from "./subjects.js";

const profilerCli = createRequire(__filename).resolve("@firefox-devtools/profiler-cli");

/** What the lines of a function's file have. */
interface AnnotatedSource {
  srcAnnotation: { filename: string; lines: { lineNumber: number; selfSamples: number; totalSamples: number }[] } | null;
}

/** Asks it in a process that stays until it is told to stop: functions by name, and self time by line, in ns. */
export function askFirefox({ folder, profile }: Subject, file: string): { functions: string[]; lines: ByLine } {
  const ask = (...words: string[]): string => (
    answerOf(process.execPath, [profilerCli, ...words, "--session", "s"], { cwd: folder, env: { PROFILER_CLI_SESSION_DIR: folder } })
  );
  // Its command `load` gives the other process half a second to start; who asks too early has the files of that one removed.
  const other = spawn(process.execPath, [profilerCli, "--daemon", file, "--session", "s"], {
    stdio: "ignore", env: { ...process.env, PROFILER_CLI_SESSION_DIR: folder },
  });
  try {
    wait(() => existsSync(join(folder, "s.json")));
    const { functions } = JSON.parse(patiently(() => ask("thread", "functions", "--include-idle", "--limit", "0", "--json"))) as {
      functions: { functionHandle: string; name: string }[];
    };
    const lines = new Map<string, number>();
    // A function's answer is about its whole file: one function of each will do.
    const left = new Set(profile.sources.map(({ path }) => path));
    for (const { functionHandle, name } of functions) {
      const isWanted = profile.sources.some(({ path, functions: { name: names } }) => left.has(path) && names.includes(name));
      if (!isWanted) continue;
      const { srcAnnotation } = JSON.parse(ask("function", "annotate", functionHandle, "--context", "file", "--json")) as AnnotatedSource;
      if (srcAnnotation === null) continue;
      left.delete(srcAnnotation.filename);
      for (const { lineNumber, selfSamples } of srcAnnotation.lines) {
        lines.set(`${srcAnnotation.filename}:${lineNumber}`, Math.round(selfSamples * 1e6));
      }
    }
    return { functions: functions.map(({ name }) => name), lines: some(lines) };
  } finally {
    attempt(() => ask("stop"));
    other.kill();
  }
}

/** Waits until something is so, for as long as a busy machine may take. */
function wait(isSo: () => boolean): void {
  for (let left = 1200; left > 0 && !isSo(); left--) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
}

function attempt(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** The answer, once there is one; each question takes a process. */
function patiently(ask: () => string): string {
  for (let left = 100; left > 0; left--) {
    let answer = "";
    if (attempt(() => (answer = ask()))) return answer;
  }
  return ask();
}
