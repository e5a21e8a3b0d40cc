/** What measure.ts needs once its threads are on their way: apart, so that loading it delays them by nothing. */
export { enableGlobal } from "@perline/runtime/mark";
export { start } from "@perline/runtime/node";
export { withoutWarnings } from "@perline/transform/binding";
export { installHooks } from "@perline/transform/node";
export { remember } from "./bare-positions.js";
export { givenScript } from "@perline/runtime/program";
export { fileOf, provideStarter } from "./run/code.js";
export { receiveEntry } from "./run/entry.js";
export { optimiserFlags } from "./run/flags.js";
export { restoreTraces } from "./traces.js";
export { weakEntries } from "./weak-entries.js";
export { handDown, watchOffspring } from "./worker.js";
