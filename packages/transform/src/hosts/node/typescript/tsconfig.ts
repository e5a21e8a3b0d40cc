/** The `tsconfig.json` a file is compiled by: the nearest one, with what it extends. */
import { dirname } from "node:path";
import { createPathsMatcher, getTsconfig, type TsConfigResult } from "get-tsconfig";

/** What perline takes from a tsconfig. */
export interface CompilerSettings {
  /** As in the file, after `extends`. */
  options: Readonly<Record<string, unknown>>;
  /** What `paths` and `baseUrl` make of a specifier: absolute files or folders to try, without extension; none: not theirs. */
  candidates(specifier: string): string[];
}

const none: CompilerSettings = { options: {}, candidates: () => [] };
const cache = new Map<string, unknown>();
const byFolder = new Map<string, CompilerSettings>();

/** The settings for a file; a config that cannot be read counts as none. */
export function settingsOf(filename: string): CompilerSettings {
  const folder = dirname(filename);
  let settings = byFolder.get(folder);
  if (settings === undefined) {
    settings = readSettings(folder);
    byFolder.set(folder, settings);
  }
  return settings;
}

function readSettings(folder: string): CompilerSettings {
  let found: TsConfigResult | null;
  try {
    found = getTsconfig(folder, "tsconfig.json", cache as never);
  } catch {
    return none;
  }
  if (found === null) return none;
  const matcher = createPathsMatcher(found);
  return { options: { ...found.config.compilerOptions }, candidates: (specifier) => matcher?.(specifier) ?? [] };
}
