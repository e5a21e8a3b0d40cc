/** Rollup by itself finds no package: where no other plugin does, the runtime stays an import. */
import { runtimeOf, type PluginOptions } from "@perline/transform/build";
import type { UnpluginOptions } from "unplugin";

/** The hook by which the runtime is left to whoever loads the bundle. */
export function runtimeIsThere(options: PluginOptions | undefined): NonNullable<UnpluginOptions["rollup"]> {
  const runtime = runtimeOf(options);
  return {
    resolveId: { order: "post", handler: (specifier: string) => (specifier === runtime ? { id: runtime, external: true } : null) },
  };
}
