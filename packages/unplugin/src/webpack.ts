/** perline in webpack: "@perline/unplugin/webpack". */
import type { PluginOptions } from "@perline/transform/build";
import type { WebpackPluginInstance } from "webpack";
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`. */
export const perline: (options?: PluginOptions) => WebpackPluginInstance = unplugin.webpack;
