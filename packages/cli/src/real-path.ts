/** Where links lead: two names of one file. */
import { realpathSync } from "node:fs";

/** The absolute path of a file without links; as it was named for one that is not there, or has no path, as a pipe. */
export function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
