/** Checks what one place says, where it says something. */
import { createRequire } from "node:module";
import type * as schema from "./schema.js";
import type { Layer, Origin } from "./settings.js";

/**
 * Checks what one place says.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkLayer(layer: unknown, origin: Origin): Layer {
  const isSilent = typeof layer === "object" && layer !== null && Object.values(layer).every((value) => value === undefined);
  if (isSilent && !Array.isArray(layer)) return {};
  const { checkAgainstSchema } = createRequire(__filename)("./schema.js") as typeof schema;
  return checkAgainstSchema(layer, origin);
}
