/** perline in Vite, and in what builds on it: "@perline/unplugin/vite". */
import type { PluginOptions } from "@perline/transform/build";
import type { Plugin } from "vite" with { "resolution-mode": "import" };
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`. */
export const perline: (options?: PluginOptions) => Plugin[] = unplugin.vite;
