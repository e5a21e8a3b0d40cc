/** The commands there are. A new one is a file beside this and an item here. */
import { createRequire } from "node:module";
import type { Commands } from "../command-line/command.js";
import type * as askingOfHeaps from "./heap.js";
import type * as instrumenting from "./instrument.js";
import type * as reading from "./memory.js";
import type * as merging from "./merge.js";
import type * as reporting from "./report.js";
import type * as running from "./run.js";

const load = createRequire(__filename);

/** In the order that help shows. Each is loaded when it is wanted: a run waits for nothing of the others. */
export const commands: Commands = {
  run: () => (module.require("./run.js") as typeof running).runCommand,
  memory: () => (load("./memory.js") as typeof reading).memoryCommand,
  report: () => (load("./report.js") as typeof reporting).reportCommand,
  merge: () => (load("./merge.js") as typeof merging).mergeCommand,
  instrument: () => (load("./instrument.js") as typeof instrumenting).instrumentCommand,
  heap: () => (load("./heap.js") as typeof askingOfHeaps).heapCommand,
};
