/** What the build puts in place of this file, behind the compiler: see bundle-sampler.mjs. */

/** The code of the sampler's thread as one text; null: it is loaded as a file. */
export const samplerText: string | null = null;

/** The version of this package: its package.json is no file that a browser could read. */
export const version: string = "unbuilt";
