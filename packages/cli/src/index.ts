/** What scripts may use of the command: its version. The packages beneath have the rest, each by its own name. */
export { version } from "./version.js";
