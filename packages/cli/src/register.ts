/**
 * `perline/register`: measures a program whose command cannot be changed but by `node --import perline/register` or `--require`.
 *
 * There is no outer process: settings come from the environment and the configuration file, and the rolling profile stands
 * where the final one will, in the working directory. `PERLINE=0` in the environment switches it off. What is configured
 * wrongly ends the process before the program starts, in one sentence.
 */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { isMainThread } from "node:worker_threads";
import { PerlineError } from "@perline/format";
import { findRoot } from "@perline/transform/selection";
import { requireOneAbi } from "./abi.js";
import { exitCodeOf } from "./failure.js";
import type * as measurement from "./measure.js";
import { prepareThread } from "./other-thread.js";
import { defaultFile } from "@perline/runtime/program";
import { requireSupportedNode } from "./required-node.js";
import { cacheFolder } from "./run/cache-folder.js";
import { receive } from "./run/handover.js";
import { requireReplaceable } from "./run/writable.js";
import { say } from "./say.js";
import { requireSplittable, settingsOf } from "./settings/index.js";

function register(): void {
  requireSupportedNode();
  const cwd = process.cwd();
  const settings = settingsOf({}, { cwd, environment: process.env });
  requireSplittable(settings, null);
  const outFile = resolve(settings.output ?? defaultFile());
  requireReplaceable(outFile);
  requireOneAbi();
  // Loaded here: where there is no shared memory even that would fail.
  const { measure } = createRequire(__filename)("./measure.js") as typeof measurement;
  const alone = { run: null, reading: null, code: null, entry: null, flags: [], traces: false };
  measure({ ...alone, settings, outFile, preload: __filename, root: findRoot(cwd), cache: cacheFolder(settings) });
}

if (process.env["PERLINE"] !== "0" && receive(process.env) === null) {
  try {
    if (isMainThread) register();
    else prepareThread();
  } catch (error) {
    if (!(error instanceof PerlineError)) throw error;
    say(error.describe());
    process.exit(exitCodeOf(error));
  }
}
