/** Typed arrays that grow: columns of tables whose length is not known beforehand. */

/** A copy with room for `length` elements or more; the array itself where it has it. Doubles, so that growing stays cheap. */
export function withRoom<T extends Float64Array | Int32Array | Uint8Array>(array: T, length: number): T {
  if (length <= array.length) return array;
  const grown = new (array.constructor as new (length: number) => T)(Math.max(length, array.length * 2, 64));
  grown.set(array);
  return grown;
}
