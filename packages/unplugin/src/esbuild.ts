/** perline in esbuild: "@perline/unplugin/esbuild". */
import type { PluginOptions } from "@perline/transform/build";
import type { Plugin } from "esbuild";
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`, before others that load JavaScript. */
export const perline: (options?: PluginOptions) => Plugin = unplugin.esbuild;
