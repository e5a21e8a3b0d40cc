/** The call stack of whoever asks, as V8 tells it; the program's own way to print traces is not asked, and stays. */
import type { Frame } from "./traceback.js";

/** The frames above `below`, which is left out with all that it calls; the oldest first, `limit` at most. */
export function callStack(limit: number, below: (...args: never[]) => unknown): Frame[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_, sites) => sites;
    Error.captureStackTrace(holder, below);
    return (holder.stack as readonly NodeJS.CallSite[]).map((site) => ({
      path: site.getFileName() ?? "<unknown>",
      line: site.getLineNumber() ?? 0,
      function: site.getFunctionName() ?? "",
    })).reverse();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Error.prepareStackTrace = prepareStackTrace;
  }
}
