/** What stands on the thread's real stack at the end of a process. Nothing of the program's runs for a look at it. */
const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;

/** The frames on the stack, innermost first; null where the program forbids to look. */
function frames(): NodeJS.CallSite[] | null {
  const format = getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const limit = getOwnPropertyDescriptor(Error, "stackTraceLimit");
  let found: NodeJS.CallSite[] | null = null;
  const look = (_: unknown, sites: NodeJS.CallSite[]): string => {
    found = sites;
    return "";
  };
  if (!defineProperty(Error, "stackTraceLimit", { value: Infinity, configurable: true, writable: true })) return found;
  if (defineProperty(Error, "prepareStackTrace", { value: look, configurable: true, writable: true })) void new Error().stack;
  restore("prepareStackTrace", format);
  restore("stackTraceLimit", limit);
  return found;
}

function restore(key: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(Error, key);
  else defineProperty(Error, key, descriptor);
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
    live ||= file === null || !(file.startsWith("node:") || file.startsWith(__dirname));
  }
  return live;
}

/** Whether it is the emission of an event that has called into this package; also where the program forbids to look. */
export function callerIsEmit(): boolean {
  const sites = frames();
  for (let index = 0; sites !== null && index < sites.length; index++) {
    const file = sites[index]!.getFileName();
    if (file === null || !file.startsWith(__dirname)) return file === "node:events" && sites[index]!.getFunctionName() === "emit";
  }
  return true;
}
