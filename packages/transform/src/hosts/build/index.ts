/** What hosts of builds are made with: "@perline/transform/build". */
export { Build, warningsOf, type BuildFile, type BuildHost, type BuildPlan, type Built } from "./build.js";
export { mayMark } from "../../2-plan/marks.js";
export { runtimeOf, type PluginOptions } from "./options.js";
export { withWholeMessage } from "./whole-message.js";
