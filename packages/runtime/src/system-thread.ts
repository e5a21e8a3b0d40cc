/** The calling thread as the operating system knows it. */
import type * as files from "node:fs";
import { builtin } from "./builtin.js";

/** The system's number of this thread; null where it does not tell: Linux alone does. */
export function systemThread(): number | null {
  const fs = builtin("node:fs") as typeof files | undefined;
  if (fs === undefined || process.platform !== "linux") return null;
  try {
    return Number(fs.readlinkSync("/proc/thread-self").split("/").at(-1));
  } catch {
    return null;
  }
}
