/** From the map of what runs to its text, and the map that this text carries, to one: for Node, where it leads traces by maps. */
import { createRequire } from "node:module";
import type remap from "@jridgewell/remapping" with { "resolution-mode": "import" };
import { encodedMap } from "@jridgewell/trace-mapping";
import type { SourceMap } from "../../index.js";
import type { FoundMap } from "./read.js";

// Its types for CommonJS do not parse.
const remapping = createRequire(__filename)("@jridgewell/remapping") as typeof remap;

/** The map that leads as far as both together, as a `data:` URL. */
export function chained(map: SourceMap, { url, map: inner }: FoundMap): string {
  const whole = remapping(map.toString(), (_, context) => {
    if (context.depth !== 1) return null;
    // What it names is relative to where it is.
    context.source = url;
    return encodedMap(inner);
  });
  return `data:application/json;charset=utf-8;base64,${Buffer.from(JSON.stringify(whole)).toString("base64")}`;
}
