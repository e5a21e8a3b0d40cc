/** What is told of files that run as they were; apart from the instrumenter, which the program's own thread never loads. */

/** Why a whole file runs as it was. */
export const fileSkipReasons = {
  syntax: "its text does not parse",
  instrumented: "it is already instrumented",
  failed: "instrumenting it failed",
} as const;
