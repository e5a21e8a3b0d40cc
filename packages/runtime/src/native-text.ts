/** The text of a function as it runs: taken before anything restores what was written, where anything does. */
export const nativeText: (this: unknown) => string = Function.prototype.toString;
