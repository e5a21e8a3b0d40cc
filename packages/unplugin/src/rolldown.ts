/** perline in Rolldown: "@perline/unplugin/rolldown". */
import type { PluginOptions } from "@perline/transform/build";
import type { Plugin } from "rolldown" with { "resolution-mode": "import" };
import { unplugin } from "./factory.js";

/** The plugin: `plugins: [perline()]`. */
export const perline: (options?: PluginOptions) => Plugin[] = unplugin.rolldown;
