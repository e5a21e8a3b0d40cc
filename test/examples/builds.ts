/** The examples of builds, and what is to be seen of each. */

/** What is to be seen of an example. */
export interface Build {
  /** How it is made small, and does without what an earlier run has left. */
  env?: Record<string, string>;
  more?: readonly string[];
  /** The marked function's file, and the hits of its lines. */
  file: string;
  hits: Readonly<Record<number, number>>;
}

/** By the folder's name. */
export const builds: Readonly<Record<string, Build>> = {
  babel: { env: { WORDS: "90" }, file: "anagrams.js", hits: { 5: 1, 6: 101, 7: 10_100, 8: 10_000, 11: 1 } },
  typescript: { env: { WORDS: "10" }, file: "distance.ts", hits: { 5: 90, 6: 630, 7: 540, 8: 3780, 9: 3240, 10: 3240, 12: 540, 14: 90 } },
  jest: { more: ["--no-cache"], file: "words.js", hits: { 3: 1, 4: 6, 5: 5, 7: 1 } },
  "node-server": { env: { REQUESTS: "10" }, file: "src/suggestions.ts", hits: { 5: 10, 6: 10, 7: 10 } },
  vitest: { file: "roman.js", hits: { 5: 2, 6: 2, 7: 28, 8: 41, 9: 15, 10: 15, 13: 2 } },
  webpack: { env: { LENGTH: "10" }, file: "src/distance.js", hits: { 7: 1, 8: 11, 9: 10, 10: 110, 11: 100, 12: 100, 14: 10, 16: 1 } },
};
