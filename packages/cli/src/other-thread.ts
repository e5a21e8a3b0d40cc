/** What a preload does in a thread that is not the main one: a worker of the program's, or Node's thread of module hooks. */
import { inHooksThread } from "@perline/transform/hooks-thread";
import type * as hooksThread from "./hooks-thread.js";
import type * as worker from "./worker.js";

/** Measures it, or prepares it for instrumented code; to be called while the preload is loaded. */
export function prepareThread(): void {
  if (inHooksThread()) (module.require("./hooks-thread.js") as typeof hooksThread).bindOnUse();
  else (module.require("./worker.js") as typeof worker).measureWorker();
}
