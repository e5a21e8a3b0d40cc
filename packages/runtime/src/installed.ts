/**
 * The runtime that is installed beside a program, for copies of this package that a bundler took in, or that a test runner loads for
 * each of its contexts: what measures starts a thread, which is a file, and one runtime serves all of a thread.
 */
import { published, type LinkedRuntime } from "./linked-place.js";
import { nativeRequires } from "./native-require.js";
import { abiVersion } from "./vocabulary.js";

/** What of "@perline/runtime/linked-node" is. */
interface LinkedNode {
  linkedRuntime(this: void): LinkedRuntime;
}

/**
 * The thread's runtime, of whichever copy, where there is one yet; null too where it speaks another language than this copy's code,
 * which its profile then tells.
 */
export function runningRuntime(): LinkedRuntime | null {
  const known = published();
  if (known?.abi === abiVersion) return known;
  known?.warn("code of another version of @perline/runtime is not measured; install the same version of all packages");
  return null;
}

/** The same, and where there is none yet a new one; null where none is installed, and where this is not Node. */
export function installedRuntime(): LinkedRuntime | null {
  if (published() !== null) return runningRuntime();
  const requireFrom = nativeRequires();
  if (requireFrom === null) return null;
  for (const place of [ownFile, () => process.argv[1], () => `${process.cwd()}/program.js`]) {
    try {
      const from = place();
      if (from !== undefined) return (requireFrom(from)("@perline/runtime/linked-node") as LinkedNode).linkedRuntime();
    } catch {
      // Perhaps from elsewhere.
    }
  }
  return null;
}

/** This file, unless it became part of an ES module; webpack says there that it has a name, and then there is none. */
function ownFile(): string | undefined {
  return typeof __filename === "string" ? __filename : undefined;
}
