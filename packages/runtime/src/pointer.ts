/** The size of a pointer on V8's heap. */

const variables: Readonly<Record<string, unknown>> = { ...process.config.variables };

/** In bytes. */
export const pointerBytes = variables["v8_enable_pointer_compression"] === 1 ? 4 : 8;
