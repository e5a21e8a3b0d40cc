/** One small program that several tests profile: a function, a recursion, an await, two files. */
import type { ThreadRecord } from "@perline/format";
import { buildProfile, type SourceSpec } from "./build-profile.js";
import type { TimedProfile } from "./timed.js";

export const app: SourceSpec = {
  path: "src/app.ts",
  text: [
    "import { rest } from \"./rest.js\";",
    "function* numbers() {",
    "  for (let i = 0; i < 3; i++) yield i;",
    "}",
    "function expensive() {",
    "  for (const n of numbers()) {",
    "    if (n > 9) return n;",
    "  }",
    "}",
    "expensive();",
    "await rest(5);",
    "",
  ].join("\n"),
  functions: [
    { name: "<module>", line: 1, endLine: 12, calls: 1, total: 1_000_000, lines: [
      { line: 10, hits: 1, self: 10_000, total: 900_000, samples: 18, error: 30_000 },
      { line: 11, hits: 1, self: 5_000, total: 100_000, await: 20_000_000, samples: 2, error: 9_000 },
    ] },
    { name: "numbers", line: 2, endLine: 4, calls: 1, total: 300_000, lines: [
      { line: 3, hits: [4, 3], self: 300_000, samples: 6, error: 20_000 },
    ] },
    { name: "expensive", line: 5, endLine: 9, calls: 1, total: 890_000, lines: [
      { line: 6, hits: 4, self: 450_000, total: 750_000, samples: 15, error: 28_000 },
      { line: 7, hits: 3, self: 140_000, samples: 3, error: 15_000 },
    ] },
  ],
  skipped: [{ line: 1, reason: "an import has nothing to count" }],
};

export const rest: SourceSpec = {
  path: "src/rest.ts",
  text: "export async function rest(n) {\n  if (n > 0)\n    await rest(n - 1);\n  throw n;\n}\n",
  functions: [
    { name: "<module>", line: 1, endLine: 6, calls: 1, lines: [] },
    { name: "rest", line: 1, endLine: 5, column: 7, calls: 6, total: 95_000, lines: [
      { line: 2, hits: 6, self: 10_000, samples: 1, error: 4_000 },
      { line: 3, hits: 5, self: 85_000, total: 95_000, await: 60_000_000, pending: 2, samples: 2, error: 9_000 },
      { line: 4, hits: 0, throws: 1, countable: false },
    ] },
  ],
};

/** When it ran: at the begin, and a little at the end. */
const course: Pick<ThreadRecord, "blocked" | "timeline"> = {
  blocked: [{ atNs: 0, durationNs: 920_000, unseenNs: 30_000, source: [0, 0], line: [3, 2], selfNs: [450_000, 300_000] }],
  timeline: {
    intervalNs: 1_000_000, selfNs: [900_000, ...new Array<number>(19).fill(0), 100_000],
    lines: [
      { source: 0, line: 3, selfNs: [450_000, ...new Array<number>(20).fill(0)] },
      { source: 1, line: 1, selfNs: [...new Array<number>(20).fill(0), 85_000] },
    ],
  },
};

/** The profile of that program; a fresh copy each time. */
export const exampleProfile = (): TimedProfile => structuredClone(buildProfile({
  sources: [app, rest],
  thread: { outsideNs: 40_000, idleNs: 19_960_000, instrumentNs: 70_000, ...course },
  profile: { snapshotAt: "2026-11-21T09:00:00.021Z" },
}));
