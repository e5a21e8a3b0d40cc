/** What each bundler tells of a module beyond what unplugin hands on. */
import type { UnpluginBuildContext, UnpluginContext } from "unplugin";
import type { Speaker } from "./host.js";

/** What unplugin calls a hook on: in Vite, Rollup and Rolldown it has all that theirs have. */
export interface TransformContext extends UnpluginBuildContext, UnpluginContext {
  getCombinedSourcemap?: () => unknown;
  /** Vite's. */
  environment?: { config?: { consumer?: string } };
}

/** What is known of a module. */
export interface NativeContext {
  speaker: Speaker;
  /** Whether its code will run in Node, as far as the bundler knows. */
  inNode: boolean;
  /** The source map that leads from its text to the file, null for none. */
  map: () => unknown;
}

/** What a bundler knows of the module that a hook is called for. */
export function nativeContext(context: TransformContext): NativeContext {
  const native = context.getNativeBuildContext?.();
  if (native?.framework === "webpack" || native?.framework === "rspack") {
    const { target } = native.compiler.options;
    const map: unknown = native.inputSourceMap;
    return {
      speaker: {
        warn: (message) => context.warn(message),
        // What a loader only tells would not keep the bundler from reading what the loader gives.
        error: ({ message }) => {
          throw new Error(message);
        },
      },
      inNode: [target].flat().some((each) => typeof each === "string" && each.includes("node")),
      map: () => map,
    };
  }
  return { speaker: context, inNode: context.environment?.config?.consumer === "server", map: () => context.getCombinedSourcemap?.() };
}
