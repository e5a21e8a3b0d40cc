/** Of which processes and threads a report tells: all, or those a person asks for. */
import { PerlineError, type ProcessRecord, type Profile } from "@perline/format";
import type { ReportOptions } from "./options.js";
import { countOf, formatCount, formatDuration } from "./units.js";

/** A profile of the threads that were asked for, and a phrase for what it leaves out. */
export interface ThreadSelection {
  profile: Profile;
  /** Such as `3 threads of other processes`. */
  hidden: string[];
}

/** More than that many are not listed. */
const listed = 12;

/**
 * Leaves out the threads that the options do not ask for.
 *
 * @throws PerlineError `usage` for a process or thread that is not there
 */
export function selectThreads(profile: Profile, { process, thread }: Pick<ReportOptions, "process" | "thread">): ThreadSelection {
  if (process.length === 0 && thread.length === 0) return { profile, hidden: [] };
  const hidden: string[] = [];
  const processes = chosen(profile.processes, process, { what: "process", isMeant: isProcess, named: processName });
  if (processes.length < profile.processes.length) {
    hidden.push(`${countOf(threadsOf(profile.processes).length - threadsOf(processes).length, "thread")} of other processes`);
  }
  const all = threadsOf(processes);
  const threads = new Set(chosen(all, thread, { what: "thread", isMeant: isThread, named: ({ id, name }) => `${id} (${name})` }));
  if (threads.size < all.length) hidden.push(`${countOf(all.length - threads.size, "thread")} of other numbers`);
  const kept = processes.map((one) => ({ ...one, threads: one.threads.filter((each) => threads.has(each)) }));
  return { profile: { ...profile, processes: kept.filter((one) => one.threads.length > 0) }, hidden };
}

/** A profile of one thread. */
export interface ThreadPart {
  process: ProcessRecord;
  thread: ProcessRecord["threads"][number];
  /** Such as `Process 100, thread 0 (main)`. */
  title: string;
  part: Profile;
}

/** A profile for each thread. */
export function threadsApart(profile: Profile): ThreadPart[] {
  return profile.processes.flatMap((process) => process.threads.map((thread) => ({
    process, thread,
    title: `Process ${process.pid}, thread ${thread.id} (${thread.name})`,
    part: { ...profile, processes: [{ ...process, threads: [thread] }] },
  })));
}

/** What can be asked for, where that is more than one thread: a line for each process, with its threads and how long they ran. */
export function* roll({ processes }: Profile): Generator<string> {
  if (threadsOf(processes).length < 2) return;
  for (const process of processes.slice(0, listed)) {
    const byId = process.threads.toSorted((a, b) => a.id - b.id);
    const threads = byId.map(({ id, name, durationNs }) => `${id} (${name})${durationNs === null ? "" : ` ${formatDuration(durationNs)}`}`);
    yield `Process ${processName(process)}: thread ${shortened(threads)}`;
  }
  if (processes.length > listed) yield `... and ${countOf(processes.length - listed, "process")} more`;
}

function shortened(names: readonly string[]): string {
  const more = names.length > listed ? `, and ${names.length - listed} more` : "";
  return `${names.slice(0, listed).join(", ")}${more}`;
}

const threadsOf = (processes: readonly ProcessRecord[]): ProcessRecord["threads"] => processes.flatMap(({ threads }) => threads);

/** What a process is asked for by: its number, or a part of its command. */
function isProcess({ pid, argv }: ProcessRecord, wish: string): boolean {
  if (wish === "") return false;
  return /^\d+$/.test(wish) ? pid === Number(wish) : argv.join(" ").includes(wish);
}

function processName({ pid, argv, summed = 1 }: ProcessRecord): string {
  const command = argv.slice(1).join(" ").replace(/\S*[\\/]/g, "");
  const which = summed === 1 ? String(pid) : `${pid} and ${formatCount(summed - 1)} more`;
  return command === "" ? which : `${which} (${command})`;
}

/** What a thread is asked for by: its number, or its name. */
function isThread({ id, name }: { id: number; name: string }, wish: string): boolean {
  return String(id) === wish || name === wish;
}

interface Kind<Item> {
  what: string;
  isMeant(this: void, item: Item, wish: string): boolean;
  named(this: void, item: Item): string;
}

function chosen<Item>(items: readonly Item[], wishes: readonly string[], { what, isMeant, named }: Kind<Item>): readonly Item[] {
  if (wishes.length === 0) return items;
  for (const wish of wishes) {
    if (items.some((item) => isMeant(item, wish))) continue;
    const names = [...new Set(items.map(named))];
    throw new PerlineError("usage", `${JSON.stringify(wish)} is no ${what} of this profile`, {
      hint: names.length === 0 ? "It has none." : `Use one of ${shortened(names)}.`,
    });
  }
  return items.filter((item) => wishes.some((wish) => isMeant(item, wish)));
}
