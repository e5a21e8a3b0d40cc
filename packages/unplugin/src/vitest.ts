/**
 * What vitest is told beside: its workers end by a signal, which nothing of a program hears. So each of them stops its measurement
 * when a test file is done, and writes the profile. What a worker runs first is a module that only this plugin knows.
 */
import type { Plugin } from "vite" with { "resolution-mode": "import" };

/** What is used of a project of vitest's. */
interface VitestProject {
  readonly config: { setupFiles: string[] };
  /** Whether its tests run in pages, which have a server to tell. */
  isBrowserEnabled(): boolean;
}

/** The hook that vitest, and nobody else, calls. */
interface VitestHook {
  configureVitest(context: { project: VitestProject }): void;
}

const setup = "virtual:perline/vitest";
const setupCode = `import { configure, snapshot, start, stop } from "@perline/runtime";
import { afterAll } from "vitest";

const { PERLINE_OUTPUT, VITEST_WORKER_ID } = process.env;
// A worker that has run another test file goes on.
if (!configure({ output: PERLINE_OUTPUT ?? \`vitest.\${VITEST_WORKER_ID}.perline.json\` })) start();
afterAll(() => {
  stop();
  snapshot();
});
`;

/** The hooks. Under `perline run` it is that which measures, and hears of each end. */
export function vitestHooks(): Pick<Plugin, "load" | "resolveId"> & VitestHook {
  return {
    configureVitest({ project }): void {
      if (!project.isBrowserEnabled() && process.env["PERLINE_RUN"] === undefined) project.config.setupFiles.unshift(setup);
    },
    resolveId: (id) => (id === setup ? id : null),
    load: (id) => (id === setup ? setupCode : null),
  };
}
