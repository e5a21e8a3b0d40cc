/** What the settings of the command and the options of plugins share: "@perline/transform/settings". */
export { checkSettings, eitherOf, flag, globs, oneOf, seconds, text, type Check, type Origin, type Refusal } from "./check.js";
export { nearest, suggest } from "./nearest.js";
