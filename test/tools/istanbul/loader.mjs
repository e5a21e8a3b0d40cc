// The ES-module half of preload.cjs.
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const { instrument } = createRequire(import.meta.url)("./instrument.cjs");

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (loaded.format !== "module" || !url.startsWith("file:")) return loaded;
  return { ...loaded, source: instrument(Buffer.from(loaded.source).toString("utf8"), fileURLToPath(url), true) };
}
