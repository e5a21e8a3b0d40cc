/** For scripts: what the command does, without its words and without its exit code. Failures are PerlineErrors; nothing is printed. */
export { PerlineError, type ErrorCode, type Profile } from "@perline/format";
export { instrument, type Instrumentation, type Instrumented } from "./scripting/instrument.js";
export { load, merge, report, reportBytes, type Reporting } from "./scripting/profiles.js";
export { run, type Ran, type Running } from "./scripting/run.js";
export { version } from "./version.js";
