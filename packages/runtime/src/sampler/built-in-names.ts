/**
 * The built-ins of the language as V8 calls them, in the words of those who call them: `ArrayPrototypeSort` is `Array.sort`. Pure.
 *
 * V8 has many more of that kind: what property accesses, operators, calls and literals are made of, which belongs to the code that has
 * them. They are known by their names, as far as these follow V8's habits; what is not known is left to the code.
 */

/** A function on a prototype: of any class. */
const method = /^([A-Z][A-Za-z]*?)Prototype([A-Z]\w*)$/;
/** Other functions of classes. */
const other = new RegExp(`^(${[
  "Array", "ArrayBuffer", "BigInt", "DataView", "Date", "JSON", "Map", "Math", "Number", "Object", "Promise", "Proxy", "Reflect", "RegExp",
  "Set", "String", "Symbol", "TypedArray", "WeakMap", "WeakSet",
].join("|")})([A-Z][A-Za-z]*)$`);
/** Where the two do not mean what they seem to: they call, or go on with, code. */
const passing = /^(Function|Generator|AsyncGenerator|AsyncFunction)$/;
/** Conversions and operators. */
const operator = /^(Add|Char|Equal|Greater|Less|To[A-Z]|TimSort$)/;
/** Classes whose constructors are mostly called to convert something. */
const conversions = /^(BigInt|Number|Object|String|Symbol)$/;
/** What V8 puts behind a name where it has several of a function. */
const variant = /(Smi|SmiOrObject|PackedDoubles|HoleyDoubles|(Pre)?Loop(AfterCallback)?(Eager|Lazy)?(Deopt)?Continuation)$/;

/** A function that V8 names, as it is called: `Array.sort`, `new Map`, `readdir`, `RegExp`; null for what is part of the code. */
export function builtInName(name: string): string | null {
  // What is compiled of a pattern has the pattern in its name.
  if (name.startsWith("RegExp: ")) return "RegExp";
  // A function that Node has in another language.
  if (/^[a-z]\w*$/.test(name) && !name.includes("_")) return name;
  const [, owner, member] = method.exec(name) ?? other.exec(name) ?? [];
  if (owner === undefined || member === undefined || passing.test(owner) || operator.test(member)) return null;
  if (member === "Constructor") return conversions.test(owner) ? owner : `new ${owner}`;
  const called = member.replace(variant, "");
  return called === "" ? owner : `${owner}.${called.charAt(0).toLowerCase()}${called.slice(1)}`;
}
