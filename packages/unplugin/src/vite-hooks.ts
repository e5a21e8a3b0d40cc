/**
 * What Vite is told beside: pages are isolated from other origins, since only such pages may share memory, by which the sampled clock
 * works; the runtime is served as it is, since it starts a worker by a file beside its own; pages have a place to send profiles to.
 */
import { runtimeOf, type PluginOptions } from "@perline/transform/build";
import type { UnpluginOptions } from "unplugin";
import type { Host } from "./host.js";
import { pageServer } from "./page-server.js";

/** Headers that isolate a page, and take nothing from it but credentials for what it loads from other origins. */
const isolating = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "credentialless" };

/** The hooks of Vite's own. */
export function viteHooks(host: Host, options: PluginOptions | undefined): NonNullable<UnpluginOptions["vite"]> {
  const runtime = runtimeOf(options);
  const isPackage = !/^[./]/.test(runtime);
  return {
    ...pageServer(() => host.root),
    config({ server, preview, ssr }) {
      const isolates = options?.clock !== "exact";
      return {
        ...(isolates ? { server: { headers: { ...isolating, ...server?.headers } } } : {}),
        ...(isolates ? { preview: { headers: { ...isolating, ...preview?.headers } } } : {}),
        ...(isPackage ? { optimizeDeps: { exclude: [packageOf(runtime)] } } : {}),
        ...(isPackage && ssr?.external !== true ? { ssr: { external: [packageOf(runtime)] } } : {}),
      };
    },
    configResolved({ root, isProduction, configFile }) {
      host.learn({ cwd: root, production: isProduction, modulesOnly: true, configuration: configFile });
    },
  };
}

/** The package that a specifier leads into. */
function packageOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}
