/**
 * Node decodes the map in a text, when it compiles that, by methods of `Buffer` that the program may have replaced; it would call what
 * the program has put there. Then a text runs without its map: traces show positions of what was printed.
 */
import { Buffer } from "node:buffer";
import { indexOf, lastIndexOf, slice, some } from "../../primitives.js";

const { getOwnPropertyDescriptor } = Reflect;
const prototype = Buffer.prototype as Buffer;

/** A method of Node's, and whose it is. */
interface Method {
  owner: object;
  name: string;
  value: unknown;
}

function methodOf(owner: object, name: string): Method {
  return { owner, name, value: getOwnPropertyDescriptor(owner, name)?.value };
}

/** What the decoding goes through. Taken before user code can replace them. */
const methods: readonly Method[] = [
  methodOf(Buffer, "from"), methodOf(prototype, "toString"), methodOf(prototype, "base64Write"), methodOf(prototype, "utf8Slice"),
];

function isReplaced({ owner, name, value }: Method): boolean {
  return getOwnPropertyDescriptor(owner, name)?.value !== value;
}

const begin = "//# sourceMappingURL=data:application/json;";

/** The text, without its map where Node could not decode that alone. */
export function withDecodableMap(text: string): string {
  const at = lastIndexOf(text, begin, text.length);
  if (at < 0 || !some(methods, isReplaced)) return text;
  const end = indexOf(slice(text, at), "\n");
  return slice(text, 0, at) + (end < 0 ? "" : slice(text, at + end));
}
