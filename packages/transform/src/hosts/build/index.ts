/** What hosts of builds are made with: "@perline/transform/build". */
export { Build, warningsOf, type BuildFile, type BuildHost, type BuildPlan, type Built } from "./build.js";
export { runtimeOf, type PluginOptions } from "./options.js";
