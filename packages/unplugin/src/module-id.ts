/** What a bundler's id of a module names: a file, and which part of it, as plugins write it behind a question mark. */
import { extname, isAbsolute, normalize } from "node:path";

/** A module whose code may be a person's. */
export interface ModuleFile {
  /** Absolute. */
  filename: string;
  /** The extension that says in which language the code is; null: a component's file, which a plugin is to make code of. */
  language: string | null;
}

/** What may stand behind a file's name while the module is still the file's code: a version, a time, a worker's own script. */
const harmless: ReadonlySet<string> = new Set(["v", "t", "import", "worker_file"]);

const components: ReadonlySet<string> = new Set([".vue", ".svelte"]);

/** An id without what stands behind a question mark. */
export function pathOf(id: string): string {
  return id.replace(/\?.*$/s, "");
}

/** The file that an id names; null where it names none, or something else made of one: its text, its address, its style. */
export function fileOf(id: string): ModuleFile | null {
  const path = pathOf(id);
  const filename = normalize(path);
  if (id.includes("\0") || !isAbsolute(filename)) return null;
  const query = new URLSearchParams(id.slice(path.length));
  const language = extname(filename);
  if (query.has("vue")) return query.get("type") === "script" ? { filename, language: scriptLanguage(query) } : null;
  const isWorker = query.has("worker_file");
  for (const key of query.keys()) if (!harmless.has(key) && !(isWorker && key === "type")) return null;
  return { filename, language: components.has(language) ? null : language };
}

/** A Vue script's language, which is written `lang.ts` or `lang=ts`. */
function scriptLanguage(query: URLSearchParams): string {
  const named = [...query.keys()].find((key) => key.startsWith("lang."))?.slice("lang.".length);
  return `.${named ?? query.get("lang") ?? "js"}`;
}
