/**
 * A prepared entry that is an ES module, where hooks are a thread of their own (Node 20): that thread takes as long to come up as
 * a small program, and a program of one file has no use for it.
 *
 * Node's loader loads through one of its methods, which any other file still passes: the first one puts the hooks in place. The
 * loader is reached where Node was given `--expose-internals`.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { lone, startsWith } from "../../primitives.js";
import { isTypeScript } from "./goal.js";
import type { Loaded } from "./module-loading.js";
import type { PreparedEntry } from "./prepared-entry.js";

/** Node's loader of ES modules, as far as it is used. */
interface Loader {
  load: (this: Loader, url: string, context: unknown) => Promise<Loaded & { responseURL?: string }>;
  /** There where loading is one step that calls `load`. */
  loadAndTranslate?: unknown;
}

interface Internals {
  getOrInitializeCascadedLoader: (this: void) => Loader;
}

// Taken before user code can replace them.
const { apply, defineProperty, deleteProperty } = Reflect;
const { readFileSync } = fs;

/**
 * Has Node run a prepared entry in place of the file. Gives whether it will.
 *
 * @param others puts the hooks of all modules in place; called before the first other file is loaded
 */
export function provideModule({ filename, text, answer: { code, goal } }: PreparedEntry, others: () => void): boolean {
  // What TypeScript imports is to be found by its own rules, before anything of it is loaded.
  const loader = code === null || goal !== "module" || isTypeScript(filename) ? null : nodesLoader();
  if (loader === null) return false;
  const entry = pathToFileURL(filename).href;
  const { load } = loader;
  const value: Loader["load"] = async (url, context) => {
    if (url === entry && isText(filename, text)) return { format: "module", source: code, responseURL: url };
    if (!startsWith(url, "file:")) return apply(load, loader, [url, context]);
    deleteProperty(loader, "load");
    others();
    return loader.load(url, context);
  };
  return defineProperty(loader, "load", lone({ value, configurable: true, writable: true }));
}

/** Whether a file still holds a text. */
function isText(filename: string, text: string): boolean {
  try {
    return readFileSync(filename, "utf8") === text;
  } catch {
    return false;
  }
}

function nodesLoader(): Loader | null {
  try {
    const { getOrInitializeCascadedLoader: get } = createRequire(__filename)("internal/modules/esm/loader") as Internals;
    const loader = get();
    return typeof loader.load === "function" && typeof loader.loadAndTranslate === "function" ? loader : null;
  } catch {
    return null;
  }
}
