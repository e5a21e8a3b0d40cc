/**
 * Whether code of the program stands on the thread's real stack. At the exit of a process it does where `process.exit` was called,
 * and does not where an exception has ended it or nothing was left to do.
 */
const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;

/** Whether a frame is the program's: neither Node's own nor ours. */
function isOfProgram(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return file === null || !(file.startsWith("node:") || file.startsWith(__dirname));
}

/** Looks. Nothing of the program's runs for it. */
export function programIsLive(): boolean {
  const format = getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const limit = getOwnPropertyDescriptor(Error, "stackTraceLimit");
  let live = true;
  const look = (_: unknown, sites: NodeJS.CallSite[]): string => {
    live = false;
    for (let index = 0; index < sites.length; index++) live ||= isOfProgram(sites[index]!);
    return "";
  };
  if (!defineProperty(Error, "stackTraceLimit", { value: Infinity, configurable: true, writable: true })) return live;
  if (defineProperty(Error, "prepareStackTrace", { value: look, configurable: true, writable: true })) void new Error().stack;
  restore("prepareStackTrace", format);
  restore("stackTraceLimit", limit);
  return live;
}

function restore(key: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(Error, key);
  else defineProperty(Error, key, descriptor);
}
