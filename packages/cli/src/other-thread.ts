/** What a preload does in a thread that is not the main one: a worker of the program's, or Node's thread of module hooks. */
import { createRequire } from "node:module";
import { inHooksThread } from "@perline/transform/hooks-thread";
import type * as hooksThread from "./hooks-thread.js";
import type * as worker from "./worker.js";

/** Measures it, or prepares it for instrumented code; to be called while the preload is loaded. */
export function prepareThread(): void {
  const load = createRequire(__filename);
  if (inHooksThread()) (load("./hooks-thread.js") as typeof hooksThread).bindOnUse();
  else (load("./worker.js") as typeof worker).measureWorker();
}
