/** Memory that threads share; where there is none of that kind (a page that is not isolated from others) it is this thread's alone. */

const Buffer = typeof SharedArrayBuffer === "undefined" ? ArrayBuffer : SharedArrayBuffer;

/** Whether other threads see it. */
export function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
}

/** So many bytes, all zero. Their pages cost nothing until they are touched. */
export function zeroed(bytes: number): ArrayBufferLike {
  return new Buffer(bytes);
}
