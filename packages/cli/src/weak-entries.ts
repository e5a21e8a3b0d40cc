/**
 * What a weak map holds, which Node's own binding alone tells; reached by `--expose-internals`, as what restores stack traces is.
 * Where it is not as expected nobody can tell.
 */
import { createRequire } from "node:module";
import { withoutWarnings } from "@perline/transform/binding";

type WeakEntries = (map: WeakMap<object, unknown>) => readonly unknown[];

interface UtilBinding {
  previewEntries: WeakEntries;
}

/** Gives keys and values of a weak map in turn; null where nobody can. */
export function weakEntries(): WeakEntries | null {
  const globals = new Set(Reflect.ownKeys(globalThis));
  try {
    const load = createRequire(__filename);
    const { internalBinding } = withoutWarnings(() => load("internal/test/binding") as { internalBinding: (name: string) => unknown });
    const { previewEntries } = internalBinding("util") as UtilBinding;
    const [map, key] = [new WeakMap<object, unknown>(), {}];
    map.set(key, 1);
    return previewEntries(map)[1] !== 1 ? null : previewEntries;
  } catch {
    return null;
  } finally {
    Reflect.ownKeys(globalThis).filter((name) => !globals.has(name)).forEach((name) => Reflect.deleteProperty(globalThis, name));
  }
}
