/**
 * The imports of an ES module that is required, where hooks are a thread of their own (Node 20, and 22 before 22.15): Node loads
 * them by itself there, past every hook, since whoever requires does not wait for another thread.
 *
 * It parses the URL of each, and reads what that leads to: a file or, where it is a `data:` URL, the text in it. The module is
 * known by the URL that it was resolved to, whatever was read. So a module that is to be instrumented is given to the loader as
 * a `data:` URL, in the binding where Node parses URLs: a place that no program looks at.
 *
 * Where only the text of a file tells that it is a module, Node has to see it, since it warns of that: then the step behind that,
 * in which Node decodes what it has read, gives what runs in its place. Nothing of the program's runs between the two.
 *
 * URLs are watched from the moment a required file is about to run until the program parses a URL of its own, which is
 * slower by one look at the stack then, and no URL after it.
 */
import { askerBeyond, isNodes } from "./asker.js";
import { binding } from "./binding.js";
import { lone, method } from "../../primitives.js";
import type { Replacement } from "./module-loading.js";

type Decode = (this: unknown, ...given: unknown[]) => unknown;
type Parse = (this: unknown, ...given: ParseArguments) => unknown;
type ParseArguments = [url: string, base: string | undefined, ...rest: unknown[]];

/** Who has a URL parsed. */
type Asker = "resolver" | "loader" | "node" | "program";

/** What is done about the modules of a thread that Node loads by itself. */
interface Loading {
  /** The URL that a specifier in a file, named by a URL, means; null to leave that to Node. */
  resolve(specifier: string, importer: string | undefined): string | null;
  /** What runs in place of the module that a URL names; null for the module itself. */
  replacement(url: string): Replacement | null;
}

// Taken before user code can replace them.
const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const decoding = TextDecoder.prototype;
const bytes = Buffer.from.bind(Buffer) as (text: string, encoding: "utf8") => Buffer;
const encode = method(Buffer.prototype as Buffer, "toString");

/** Frames between a parser and whoever asks for it, and those two. */
const depth = 6;

/** Watches how Node loads what it asks no hook for. Making one takes milliseconds. */
export class RequiredImports {
  private readonly urls = binding("url") as { parse: Parse };
  private readonly native = this.urls.parse;
  private readonly bare = getOwnPropertyDescriptor(this.urls, "parse")!;
  private watching = false;
  /** Forgets what was to be decoded otherwise, and was not. */
  private unread: () => void = () => undefined;

  constructor(private readonly loading: Loading) {}

  /** A file is about to run that may turn out to be an ES module. */
  watch(): void {
    if (this.watching) return;
    this.watching = true;
    defineProperty(this.urls, "parse", lone({ get: () => this.parserFor(asker()), enumerable: true, configurable: true }));
  }

  private rest(): void {
    this.watching = false;
    defineProperty(this.urls, "parse", lone(this.bare));
  }

  private parserFor(who: Asker): Parse {
    if (who === "resolver") return this.instead((specifier, importer) => this.loading.resolve(specifier, importer));
    if (who === "loader") return this.instead((url) => this.load(url));
    if (who === "program") this.rest();
    return this.native;
  }

  /** Parses what is given for a URL, or for one with its base, unless that is null. */
  private instead(substitute: (url: string, base: string | undefined) => string | null): Parse {
    return (...given) => {
      // URLs are parsed on the way.
      this.rest();
      const other = substitute(given[0], given[1]);
      this.watch();
      if (other !== null) {
        given[0] = other;
        given[1] = undefined;
      }
      return apply(this.native, this.urls, given);
    };
  }

  private load(url: string): string | null {
    const replacement = this.loading.replacement(url);
    if (replacement === null) return null;
    if (replacement.original === null) return asData(replacement.code);
    this.unread();
    this.unread = decodeOnce(replacement.original, replacement.code);
    return null;
  }
}

/** A URL that is a module's text. */
function asData(text: string): string {
  return `data:text/javascript;base64,${encode(bytes(text, "utf8"), "base64")}`;
}

/** Has the next text that is decoded be another one, if it is `original`. Gives what ends that. */
function decodeOnce(original: string, code: string): () => void {
  const bare = getOwnPropertyDescriptor(decoding, "decode");
  const native: unknown = bare?.value;
  if (bare === undefined || typeof native !== "function") return () => undefined;
  let isWaiting = true;
  const end = (): void => {
    if (isWaiting) defineProperty(decoding, "decode", lone(bare));
    isWaiting = false;
  };
  const get = (): Decode => {
    end();
    return function (this: unknown, ...given) {
      const text = apply(native, this, given) as unknown;
      return text === original ? code : text;
    };
  };
  defineProperty(decoding, "decode", lone({ get, configurable: true, enumerable: true }));
  return end;
}

/** Who asks for a parser. */
function asker(): Asker {
  const frame = askerBeyond([__filename, "node:internal/url"], depth);
  if (frame === null) return "program";
  const { file, name } = frame;
  if (file === "node:internal/modules/esm/resolve" && name === "moduleResolve") return "resolver";
  if (file === "node:internal/modules/esm/load" && name === "defaultLoadSync") return "loader";
  return isNodes(frame) ? "node" : "program";
}
