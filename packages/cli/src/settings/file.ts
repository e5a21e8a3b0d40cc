/** Settings by file: `perline.config.{js,ts,json}`, or the key `perline` of package.json, in the nearest folder that has one. */
import { createRequire } from "node:module";
import { PerlineError } from "@perline/format";
import { lilconfigSync } from "lilconfig";
import { checkLayer, type Layer } from "./schema.js";

const configNames = ["perline.config.js", "perline.config.ts", "perline.config.json"];

/**
 * What the configuration nearest to a folder says; nothing where there is none.
 *
 * @throws PerlineError `config-invalid`, naming file and key
 */
export function fileLayer(folder: string): Layer {
  const found = search(folder);
  if (found === null) return {};
  return checkLayer(found.config, { code: "config-invalid", file: found.filepath, nameOf: (key) => JSON.stringify(key) });
}

function search(folder: string): { config: unknown; filepath: string } | null {
  // package.json first: it is there anyway, and a perline.config beside it would be a second truth.
  const explorer = lilconfigSync("perline", { searchPlaces: ["package.json", ...configNames], loaders: { ".ts": loadModule, ".js": loadModule } });
  try {
    return explorer.search(folder);
  } catch (cause) {
    if (cause instanceof PerlineError) throw cause;
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new PerlineError("config-invalid", `the configuration nearest to ${folder} cannot be read: ${reason}`, { cause });
  }
}

/** A configuration that is a module, CommonJS or ES: its default export, or what it exports. */
function loadModule(file: string): unknown {
  const exported: unknown = createRequire(__filename)(file);
  const isModule = typeof exported === "object" && exported !== null && "default" in exported;
  return isModule ? exported.default : exported;
}
