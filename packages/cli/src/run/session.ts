/** The folder in which the processes of a run leave their profiles. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerlineError } from "@perline/format";
import { refusalOf } from "../refusal.js";
import { say } from "../say.js";

/**
 * A new folder of a run; absolute, without links.
 *
 * @throws PerlineError `output-not-writable` where the temporary folder takes none
 */
export function openSession(): string {
  try {
    return mkdtempSync(join(realpathSync(tmpdir()), "perline-"));
  } catch (cause) {
    throw new PerlineError("output-not-writable", `the temporary folder takes no profiles: ${refusalOf(cause)}`, {
      file: tmpdir(), cause, hint: "Name another one in TMPDIR (on Windows: TEMP).",
    });
  }
}

/** Removes it, or tells that it stays. A process that still runs then goes on unmeasured. */
export function closeSession(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch (cause) {
    say(`the temporary folder ${folder} could not be removed: ${refusalOf(cause)}`);
  }
}
