/** Who a place of Node's is asked by: hooks that are getters see it on the stack alone. */
import { lone } from "../../primitives.js";

/** A frame: its file and function, as V8 names them. */
export interface Asker {
  file: string | null;
  name: string | null;
}

// Taken before user code can replace them.
const { apply, defineProperty, deleteProperty, get, getOwnPropertyDescriptor } = Reflect;
const { Error } = globalThis;
const startsWith: (this: string, part: string) => boolean = get(String.prototype, "startsWith");

/**
 * The nearest frame beyond this file and those named, of the `depth` that are looked at; null for none. Nothing of the program's
 * runs for it.
 */
export function askerBeyond(files: readonly string[], depth: number): Asker | null {
  // Node asks whatever the program calls so.
  const asked: unknown = get(globalThis, "Error");
  if (typeof asked !== "function") return null;
  const format = getOwnPropertyDescriptor(asked, "prepareStackTrace");
  const limit = getOwnPropertyDescriptor(Error, "stackTraceLimit");
  let asker: Asker | null = null;
  const look = (_: unknown, sites: NodeJS.CallSite[]): string => {
    for (let index = 0; asker === null && index < sites.length; index++) {
      const site = sites[index]!;
      const file = site.getFileName();
      let isNamed = file === __filename;
      for (let at = 0; at < files.length; at++) isNamed ||= file === files[at];
      if (!isNamed) asker = { file, name: site.getFunctionName() };
    }
    return "";
  };
  defineProperty(Error, "stackTraceLimit", lone({ value: depth, configurable: true, writable: true }));
  if (defineProperty(asked, "prepareStackTrace", lone({ value: look, configurable: true, writable: true }))) void new Error().stack;
  restore(asked, "prepareStackTrace", format);
  restore(Error, "stackTraceLimit", limit);
  return asker;
}

/** Whether a frame is of Node's own code. */
export function isNodes({ file }: Asker): boolean {
  return file !== null && apply(startsWith, file, ["node:internal/"]);
}

function restore(owner: object, key: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(owner, key);
  else defineProperty(owner, key, lone(descriptor));
}
