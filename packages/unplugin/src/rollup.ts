/** perline in Rollup: "@perline/unplugin/rollup". */
import type { PluginOptions } from "@perline/transform/build";
import type { Plugin } from "rollup";
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`. */
export const perline: (options?: PluginOptions) => Plugin[] = unplugin.rollup;
