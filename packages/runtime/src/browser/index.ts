/** "@perline/runtime" in a browser: as everywhere, for the thread of a page that loads it. */
import { pageRuntime } from "./page-runtime.js";

pageRuntime();

export * from "../index.js";
