// The ES-module half of preload.cjs.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { instrumented } = createRequire(import.meta.url)("./cached.cjs");

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (loaded.format !== "module" || !url.startsWith("file:")) return loaded;
  return { ...loaded, source: instrumented(Buffer.from(loaded.source).toString("utf8"), fileURLToPath(url), true) };
}
