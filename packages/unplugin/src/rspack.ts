/** perline in Rspack: "@perline/unplugin/rspack". */
import type { PluginOptions } from "@perline/transform/build";
import type { RspackPluginInstance } from "@rspack/core" with { "resolution-mode": "import" };
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`. */
export const perline: (options?: PluginOptions) => RspackPluginInstance = unplugin.rspack;
