/** istanbul's instrumenter, which nyc, jest and vitest count statements, branches and functions with; it does not time. */
import { join } from "node:path";
import { programs } from "../programs.js";
import { type Rival } from "./rival.js";

export const istanbul: Rival = {
  id: "istanbul",
  what: "istanbul-lib-instrument: counts of statements, branches, functions",
  share: 1,
  mostRounds: Infinity,
  command: (args, { files, modules }, { cache }) => ({
    args: ["--require", join(programs, "istanbul", "preload.cjs"), ...args],
    env: {
      ISTANBUL_FILES: files,
      ISTANBUL_CACHE: cache,
      ...(modules ? { ISTANBUL_MODULES: "1" } : {}),
    },
  }),
};
