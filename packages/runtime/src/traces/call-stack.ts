/** The call stack of whoever asks, as V8 tells it; the program's own way to print traces is not asked, and stays. */
import { fileURLToPath } from "node:url";
import type { Frame } from "./traceback.js";

const { getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect;

/** Of an ES module V8 knows the address. */
function pathOf(name: string | null | undefined): string {
  if (name?.startsWith("file://") !== true) return name ?? "<unknown>";
  try {
    return fileURLToPath(name);
  } catch {
    return name;
  }
}

/** Gives a property of `Error` a value while something runs; does nothing where the program has frozen it. */
function withSetting<T>(key: "prepareStackTrace" | "stackTraceLimit", value: unknown, action: () => T): T {
  const before = getOwnPropertyDescriptor(Error, key);
  const isSet = defineProperty(Error, key, { value, writable: true, enumerable: true, configurable: true });
  try {
    return action();
  } finally {
    if (isSet && before !== undefined) defineProperty(Error, key, before);
    else if (isSet) deleteProperty(Error, key);
  }
}

/** The frames above `below`, which is left out with all that it calls; the oldest first, `limit` at most; none where V8 gives none. */
export function callStack(limit: number, below: (...args: never[]) => unknown): Frame[] {
  const holder: { stack?: unknown } = {};
  withSetting("stackTraceLimit", limit, () => (
    withSetting("prepareStackTrace", (_: unknown, sites: unknown) => sites, () => {
      Error.captureStackTrace(holder, below);
      return holder.stack;
    })));
  if (!Array.isArray(holder.stack)) return [];
  return (holder.stack as readonly NodeJS.CallSite[]).map((site) => ({
    path: pathOf(site.getFileName()),
    line: site.getLineNumber() ?? 0,
    function: site.getFunctionName() ?? "",
  })).reverse();
}
