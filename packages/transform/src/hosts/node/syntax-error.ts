/**
 * The error of TypeScript that cannot be turned into JavaScript. Node shows it as it shows one of JavaScript; where Node strips types
 * itself it has Node's words and code.
 */
import Module from "node:module";
import process from "node:process";
import { indexOf, slice } from "../../primitives.js";
import { withoutWarnings } from "./binding.js";
import { withoutOwnFrames } from "./own-frames.js";
import type { SyntaxFault } from "./protocol.js";

type StripTypes = (this: void, text: string, options: { mode: "strip" }) => string;

// Taken before user code can replace them.
const { get, set } = Reflect;
const { SyntaxError: NativeSyntaxError } = globalThis;
/** Node's own; undefined where it leaves types alone. */
const stripTypes = get(process.features, "typescript") ? (get(Module, "stripTypeScriptTypes") as StripTypes | undefined) : undefined;

const code = "ERR_INVALID_TYPESCRIPT_SYNTAX";

/** A text that is not valid. */
interface Invalid {
  text: string;
  fault: SyntaxFault;
  /** Where an error holds its excerpt; null where that is out of reach. */
  excerptKey: symbol | null;
}

/** The error to throw. */
export function syntaxErrorOf({ text, fault: { message, excerpt }, excerptKey }: Invalid): SyntaxError {
  const nodes = nodesMessage(text);
  const error = new NativeSyntaxError(nodes ?? message);
  const stack: unknown = error.stack;
  if (typeof stack === "string") {
    const shown = nodes === null ? stack : `SyntaxError [${code}]${slice(stack, indexOf(stack, ":"))}`;
    // As Node does it for the TypeScript that it runs itself.
    error.stack = excerptKey === null ? `${excerpt}\n${withoutOwnFrames(shown)}` : shown;
  }
  if (excerptKey !== null) set(error, excerptKey, excerpt);
  if (nodes !== null) set(error, "code", code);
  return error;
}

/** What Node says of a text; null where it leaves types alone, or finds nothing invalid. */
function nodesMessage(text: string): string | null {
  if (stripTypes === undefined) return null;
  try {
    // Node warns of what is new.
    withoutWarnings(() => stripTypes(text, { mode: "strip" }));
    return null;
  } catch (failure) {
    const error = failure as SyntaxError;
    return get(error, "code") === code ? error.message : null;
  }
}
