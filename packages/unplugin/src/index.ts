/** The options of perline's plugins; each bundler has an entry of its own. */
export type { PluginOptions } from "@perline/transform/build";
