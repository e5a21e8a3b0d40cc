/** What stands on the thread's real stack at the end of a process. Nothing of the program's runs for a look at it. */
import { lone } from "./lone.js";

// Taken before user code can replace them.
const { apply, defineProperty, deleteProperty, get, getOwnPropertyDescriptor } = Reflect;
const { Error } = globalThis;
const startsWith: (this: string, part: string) => boolean = get(String.prototype, "startsWith");

/** The frames on the stack, innermost first; null where the program forbids to look. */
function frames(): NodeJS.CallSite[] | null {
  // Node asks whatever the program calls so.
  const asked: unknown = get(globalThis, "Error");
  if (typeof asked !== "function") return null;
  const format = getOwnPropertyDescriptor(asked, "prepareStackTrace");
  const limit = getOwnPropertyDescriptor(Error, "stackTraceLimit");
  let found: NodeJS.CallSite[] | null = null;
  const look = (_: unknown, sites: NodeJS.CallSite[]): string => {
    found = sites;
    return "";
  };
  if (!defineProperty(Error, "stackTraceLimit", lone({ value: Infinity, configurable: true, writable: true }))) return found;
  if (defineProperty(asked, "prepareStackTrace", lone({ value: look, configurable: true, writable: true }))) void new Error().stack;
  restore(asked, "prepareStackTrace", format);
  restore(Error, "stackTraceLimit", limit);
  return found;
}

function restore(owner: object, key: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(owner, key);
  else defineProperty(owner, key, lone(descriptor));
}

/**
 * Whether code of the program stands there: it does where `process.exit` was called, and does not where an exception has ended it or
 * nothing was left to do.
 */
export function programIsLive(): boolean {
  const sites = frames();
  let live = sites === null;
  for (let index = 0; sites !== null && index < sites.length; index++) {
    const file = sites[index]!.getFileName();
    // Neither Node's own nor ours.
    live ||= file === null || !(apply(startsWith, file, ["node:"]) || apply(startsWith, file, [__dirname]));
  }
  return live;
}

/** Whether it is the emission of an event that has called into this package; also where the program forbids to look. */
export function callerIsEmit(): boolean {
  const sites = frames();
  for (let index = 0; sites !== null && index < sites.length; index++) {
    const file = sites[index]!.getFileName();
    if (file === null || !apply(startsWith, file, [__dirname])) return file === "node:events" && sites[index]!.getFunctionName() === "emit";
  }
  return true;
}
