/**
 * Processes that ran the same script, each of their threads in one record with its like: main threads, and workers of one name. What
 * that holds does not grow with their number.
 */
import type { ProcessRecord, ThreadRecord } from "@perline/format";
import { ThreadSum } from "./thread.js";

/** The processes of one script. */
interface Group {
  first: Pick<ProcessRecord, "argv" | "pid" | "ppid">;
  processes: number;
  /** By name, and whether time was measured. */
  threads: Map<string, ThreadSum>;
}

export class ProcessSums {
  private readonly groups = new Map<string, Group>();
  /** Whether one of them has set marks, which are its own. */
  hasMarks = false;
  /** Whether one of them traced live objects, which do not add up. */
  hasTraces = false;

  /** Takes another process, with the indices that sources have in the whole. */
  add(process: ProcessRecord): void {
    const { argv, pid, ppid } = process;
    const key = argv[1] ?? "";
    const group = this.groups.get(key) ?? { first: { argv, pid, ppid }, processes: 0, threads: new Map<string, ThreadSum>() };
    this.groups.set(key, group);
    group.processes += process.summed ?? 1;
    for (const thread of process.threads) {
      this.hasMarks ||= thread.marks !== undefined;
      this.hasTraces ||= thread.traces !== undefined;
      sumOf(thread, group).add(thread);
    }
  }

  /** A record for each script. */
  records(): ProcessRecord[] {
    return [...this.groups.values()].map(({ first: { argv, pid, ppid }, processes, threads }) => ({
      pid, ppid, argv, threads: [...threads.values()].map((thread) => thread.record()), summed: processes,
    }));
  }
}

function sumOf({ durationNs, name }: ThreadRecord, { threads }: Group): ThreadSum {
  // What the program has given no name is numbered.
  const shared = /^worker \d+$/.test(name) ? "worker" : name;
  const key = `${durationNs === null} ${shared}`;
  const known = threads.get(key) ?? new ThreadSum(threads.size, shared);
  threads.set(key, known);
  return known;
}
