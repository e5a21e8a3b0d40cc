/** Modules of Node's, for files that browsers load too: those have none. */

/** A module of Node's, whatever the program or a test runner puts in its place; undefined where this is not Node. */
export function builtin(name: string): unknown {
  const host: unknown = Reflect.get(globalThis, "process");
  const get: unknown = typeof host === "object" && host !== null ? Reflect.get(host, "getBuiltinModule") : undefined;
  return typeof get === "function" ? Reflect.apply(get, host, [name]) : undefined;
}
