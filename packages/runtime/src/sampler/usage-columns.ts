/** What the memory clock of one thread has summed up, copied out of its shared memory. */
import type { UsageMemory } from "../usage-memory.js";
import type { Sources } from "./sources.js";

/** In bytes; see {@link UsageMemory}. */
export type UsageColumns = Readonly<Pick<UsageMemory, "entryBytes" | "incrementBytes" | "usageBytes">>;

/** The columns of the lines and functions that are known. */
export function readUsage(memory: UsageMemory, { lineCount, functionCount }: Pick<Sources, "lineCount" | "functionCount">): UsageColumns {
  return {
    incrementBytes: memory.incrementBytes.slice(0, lineCount),
    usageBytes: memory.usageBytes.slice(0, lineCount),
    entryBytes: memory.entryBytes.slice(0, functionCount),
  };
}

/** What was added after `before`; what was in use is a level, not a sum. */
export function usageSince(before: UsageColumns, after: UsageColumns): UsageColumns {
  return { ...after, incrementBytes: after.incrementBytes.map((bytes, line) => bytes - (before.incrementBytes[line] ?? 0)) };
}
