/**
 * The program's process, watched from outside: it gets every signal once, and perline ends as it ended.
 *
 * Listening is what keeps the outer process alive until the program is gone. A terminal sends its signals (Ctrl-C, hang-up)
 * to the whole foreground group, so the program has them already; others (`kill`) reach the outer process alone and are
 * passed on.
 */
import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";

/** How a process ended; exactly one of the two. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** What to start, and in which surroundings. */
export interface Start {
  executable: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Text for its stdin; null where it has ours. */
  input: string | null;
  /** The name the program is called by; null for that of the executable. */
  argv0: string | null;
  /** Whether what it writes is for whoever started it to read, and not written where this process writes. */
  isRead: boolean;
}

/** Who has to do with a program while it runs. */
export interface Guardian {
  /** It was started. */
  passTo(child: ChildProcess): void;
  /** It has ended. */
  release(): void;
}

/** Signals that would end the outer process; those that a platform does not have are left out. */
const fatal: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGUSR2"];
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>(["SIGINT", "SIGQUIT", "SIGHUP", "SIGBREAK"]);

/**
 * Keeps signals for the program from now on: before anything is made that would be left behind, or a process that would be
 * nobody's. They are heard once the program has been started.
 */
export class Signals implements Guardian {
  private child: ChildProcess | null = null;
  private readonly listeners = new Map<NodeJS.Signals, () => void>();

  constructor() {
    for (const signal of fatal.filter((name) => name in constants.signals)) {
      const listener = (): void => {
        if (!fromTerminal.has(signal) || !inForeground()) this.child?.kill(signal);
      };
      this.listeners.set(signal, listener);
      process.on(signal, listener);
    }
  }

  /** Whom they are for. */
  passTo(child: ChildProcess): void {
    this.child = child;
  }

  /** Lets them have their usual effect again. */
  release(): void {
    this.listeners.forEach((listener, signal) => process.off(signal, listener));
  }
}

/** Starts a program and waits for its end. Rejects where it cannot be started. `guardian` is released when it ends. */
export function runChild({ executable, args, env, input, argv0, isRead }: Start, guardian: Guardian): Promise<Ending> {
  const output = isRead ? "pipe" : "inherit";
  const stdio: StdioOptions = [input === null ? "inherit" : "pipe", output, output];
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { env, stdio, windowsHide: true, ...(argv0 === null ? {} : { argv0 }) });
    guardian.passTo(child);
    // A program may end without having read all of its input.
    child.stdin?.on("error", () => undefined).end(input);
    child.on("error", (error) => {
      guardian.release();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      const at = Date.now();
      guardian.release();
      resolve({ code, signal, at });
    });
  });
}

/** Ends this process as another one ended. */
export function endAs({ code, signal }: Ending): void {
  if (signal !== null) {
    process.exitCode = 128 + constants.signals[signal];
    process.kill(process.pid, signal);
  } else {
    process.exitCode = code ?? 1;
  }
}

/** Whether this process is one that its terminal sends signals to. */
function inForeground(): boolean {
  try {
    // Behind the name in brackets: state, parent, group, session, terminal, the terminal's foreground group.
    const [, , group, , , foreground] = (readFileSync("/proc/self/stat", "latin1").split(") ").at(-1) ?? "").split(" ");
    return group === foreground;
  } catch {
    return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  }
}
