/** What measure.ts needs once the instrumenter's thread is on its way: apart, so that loading it delays that thread by nothing. */
export { defaultCallTreeLimit as callTreeLimit } from "@perline/format";
export { enableGlobal } from "@perline/runtime";
export { start } from "@perline/runtime/node";
export { installHooks } from "@perline/transform/node";
export { codeOf, remember, restoreTraces } from "./traces.js";
export { version } from "./version.js";
export { withoutWarnings } from "./without-warnings.js";
export { handDown, watchOffspring } from "./worker.js";
