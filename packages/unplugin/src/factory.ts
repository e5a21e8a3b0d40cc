/**
 * The one factory of all plugins. What a person wrote is instrumented before any other plugin has changed it; of components, what
 * another plugin has made of them, as far as it says where that stood.
 */
import { type PluginOptions, withWholeMessage } from "@perline/transform/build";
import { createUnplugin, type UnpluginInstance, type UnpluginOptions } from "unplugin";
import { instrumentFiles } from "./esbuild-files.js";
import { Host, type Part } from "./host.js";
import { nativeContext, type TransformContext } from "./native-context.js";
import { buildOf } from "./known.js";
import { runtimeIsThere } from "./rollup-runtime.js";
import { viteHooks } from "./vite-hooks.js";
import { workerHooks } from "./vite-workers.js";
import { vitestHooks } from "./vitest.js";

/** perline in every bundler that unplugin knows. */
export const unplugin: UnpluginInstance<PluginOptions | undefined, true> = createUnplugin((options, meta) => {
  const host = withWholeMessage(() => new Host(options, buildOf(meta)));
  if (!host.enabled) return [];
  const name = "perline";
  if (meta.framework === "esbuild") return [{ name, esbuild: { setup: (build) => instrumentFiles(host, build) } }];
  return [
    { name, enforce: "pre", ...transforming(host, "scripts"), rollup: runtimeIsThere(options), rolldown: rolldownHooks(host), vite: viteHooks(host, options) },
    { name: `${name}:components`, enforce: "post", ...transforming(host, "components") },
    ...(meta.framework === "vite" ? [
      { name: `${name}:vitest`, vite: vitestHooks() },
      { name: `${name}:workers`, vite: workerHooks(() => unplugin.vite({ ...options, enabled: true })) },
    ] : []),
  ];
});

/** What Rolldown tells when it begins. */
function rolldownHooks(host: Host): NonNullable<UnpluginOptions["rolldown"]> {
  return { options: ({ cwd }) => host.learn({ cwd: cwd ?? process.cwd(), modulesOnly: true }) };
}

/** The hooks that instrument modules. */
function transforming(host: Host, part: Part): Pick<UnpluginOptions, "transform" | "transformInclude"> {
  return {
    transformInclude: (id) => host.concerns(id, part),
    transform(this: TransformContext, text, id) {
      const { speaker, ...known } = nativeContext(this);
      return host.transform({ id, text, ...known }, speaker);
    },
  };
}
