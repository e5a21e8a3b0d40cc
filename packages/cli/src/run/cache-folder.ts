/** Where instrumented files are kept for the next run: where a person's programs keep what they can make again. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Settings } from "../settings/index.js";

/** Absolute; null where nothing is to be kept, and for a person without a home. */
export function cacheFolder({ cache }: Pick<Settings, "cache">): string | null {
  if (!cache) return null;
  const { XDG_CACHE_HOME = "", LOCALAPPDATA = "" } = process.env;
  const told = [XDG_CACHE_HOME, process.platform === "win32" ? LOCALAPPDATA : ""].find((folder) => isAbsolute(folder));
  if (told !== undefined) return join(told, "perline");
  try {
    return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache", "perline");
  } catch {
    return null;
  }
}
