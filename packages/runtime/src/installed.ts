/**
 * The runtime that is installed beside a program, for copies of this package that a bundler took in: what measures starts a thread,
 * which is a file, and one runtime serves all bundles of a process.
 */
import { builtin } from "./builtin.js";
import { published, type LinkedRuntime } from "./linked-place.js";

/** What of `node:module` is used. */
interface Loading {
  createRequire(this: void, from: string): (name: string) => unknown;
}

/** What of "@perline/runtime/linked-node" is. */
interface LinkedNode {
  linkedRuntime(this: void): LinkedRuntime;
}

/** The thread's runtime, of whichever copy; null where there is none yet and none is installed, and where this is not Node. */
export function installedRuntime(): LinkedRuntime | null {
  const known = published();
  if (known !== null) return known;
  const loading = builtin("node:module") as Loading | undefined;
  if (loading === undefined) return null;
  for (const from of [ownFile(), process.argv[1], `${process.cwd()}/program.js`]) {
    try {
      if (from !== undefined) return (loading.createRequire(from)("@perline/runtime/linked-node") as LinkedNode).linkedRuntime();
    } catch {
      // Perhaps from elsewhere.
    }
  }
  return null;
}

/** This file, unless it became part of an ES module. */
function ownFile(): string | undefined {
  return typeof __filename === "string" ? __filename : undefined;
}
