/** What each bundler tells of the build when a plugin is made. */
import type { BuildHost } from "@perline/transform/build";
import type { UnpluginContextMeta } from "unplugin";

/** What is known of a build by then. Of Vite and esbuild more is known later. */
export function buildOf(meta: UnpluginContextMeta): BuildHost {
  switch (meta.framework) {
    case "webpack": return compilation(meta.webpack.compiler);
    case "rspack": return compilation(meta.rspack.compiler);
    case "vite":
    case "rollup":
    case "rolldown": return { cwd: process.cwd(), modulesOnly: true };
    default: return { cwd: process.cwd() };
  }
}

/** Without a mode both build for production. */
function compilation({ context, options: { mode } }: { context: string; options: { mode?: string | undefined } }): BuildHost {
  return { cwd: context, production: mode !== "development" && mode !== "none" };
}
