/** What decides how a file of TypeScript is compiled; light, since a file that is in the cache is not compiled at all. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as tsconfig from "./tsconfig.js";

/** What those options have elements of JSX compiled to here: what they leave to a later tool is done as the newer configs say. */
export function jsxRuntime({ jsx }: Readonly<Record<string, unknown>>): "classic" | "automatic" {
  return jsx === undefined || jsx === "react" ? "classic" : "automatic";
}

/** The options of the nearest `tsconfig.json`, with what it extends; none where there is no such file. */
export function compilerOptions(filename: string): Readonly<Record<string, unknown>> {
  for (let folder = dirname(filename); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "tsconfig.json"))) break;
    if (folder === dirname(folder)) return {};
  }
  const { settingsOf } = createRequire(__filename)("./tsconfig.js") as typeof tsconfig;
  return settingsOf(filename).options;
}
