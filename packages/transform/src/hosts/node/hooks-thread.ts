/** Where a preload runs. */
import * as threads from "node:worker_threads";

/**
 * Whether this is the thread Node runs loader hooks in: it runs the program's preloads once more, and there is no program in
 * it. Newer Nodes say so; before, only the stack of a preload shows it. To be called while the preload is loaded.
 */
export function inHooksThread(): boolean {
  if (threads.isMainThread) return false;
  const told: unknown = Reflect.get(threads, "isInternalThread");
  if (typeof told === "boolean") return told;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return stack?.includes("node:internal/modules/esm/worker") ?? false;
}
