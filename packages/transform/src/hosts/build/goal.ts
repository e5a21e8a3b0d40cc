/** Which goal a file of a build has, where its host does not say: a bundler goes by what the text says, then by name and package. */
import { saysModule, type Goal } from "../../1-parse/parse.js";
import { goalByName } from "../node/goal.js";

/** What asks a host for a module, or hands it one out, the way of CommonJS. */
const commonJs = /\bmodule\.exports\b|\bexports[.[]|\brequire\s*\(/;

/** The goal of a file. `modulesOnly`: the host knows ES modules alone, and leaves the others to whoever makes modules of them. */
export function goalOf(file: { filename: string; text: string }, modulesOnly: boolean): Goal {
  const { filename, text } = file;
  if (saysModule(text, { filename })) return "module";
  if (modulesOnly) return commonJs.test(text) ? "commonjs" : "module";
  return goalByName(filename) ?? "commonjs";
}
