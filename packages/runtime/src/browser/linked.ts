/** What linked code imports: "@perline/runtime/linked", in a browser. See abi.ts of the format package for what each is. */
import { pageRuntime } from "./page-runtime.js";

const runtime = pageRuntime();

export const {
  stack, hits, count, enter, line, keep, fail, suspend, resume, handle, aim, disposable, open, close, name, texts, move, leave, pause,
} = runtime.names;
export const { register } = runtime;
