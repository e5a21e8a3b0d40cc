/** Arbitrary sound profiles, for properties. */
import { type Profile } from "@perline/format";
import fc from "fast-check";
import { buildProfile, type FunctionSpec, type LineSpec, type SourceSpec } from "../format/build-profile.js";
import type { TimedProfile } from "../format/timed.js";

const time = fc.nat(1_000_000_000);
const count = fc.oneof(fc.constant(0), fc.nat(2 ** 31), fc.maxSafeNat().map((n) => Math.floor(n / 1000)));

const lineSpec: fc.Arbitrary<LineSpec> = fc.record({
  line: fc.integer({ min: 1, max: 9 }),
  hits: fc.array(count, { minLength: 1, maxLength: 3 }),
  self: time, await: fc.oneof(fc.constant(0), time), pending: fc.nat(3), throws: fc.nat(3), samples: fc.nat(1000), error: time,
  countable: fc.boolean(),
}).chain((line) => fc.nat(1000).map((callees) => ({ ...line, total: line.self + callees })));

const functionSpec: fc.Arbitrary<FunctionSpec> = fc.record<FunctionSpec>({
  name: fc.constantFrom("a", "b.c", "get d", "<anonymous>", "日本", "x\u001b[2J\b\u202e"),
  line: fc.integer({ min: 1, max: 5 }), endLine: fc.integer({ min: 5, max: 12 }),
  calls: fc.option(count, { nil: null }),
  lines: fc.uniqueArray(lineSpec, { selector: (line) => line.line, maxLength: 5 }),
});

/** Few paths and texts, so that merged profiles have sources in common, and same paths with other texts. */
const sourceSpec: fc.Arbitrary<SourceSpec> = fc.record({
  path: fc.constantFrom("a.ts", "src/b.ts", "c\u009b\u2029.ts"),
  text: fc.constantFrom("one\ntwo\nthree\nfour\nfive\n", "x();\r\n".repeat(9), "\tf('\u001b[31m漢\u202e字e\u0301\u0007');\r".repeat(9)),
  withoutText: fc.boolean(),
  functions: fc.array(functionSpec, { minLength: 1, maxLength: 3 }),
});

/** A sound profile of one process and thread. */
export const profiles: fc.Arbitrary<TimedProfile> = fc.record({
  sources: fc.array(sourceSpec, { maxLength: 3 }), outsideNs: time, idleNs: time, instrumentNs: time,
  samples: fc.nat(10_000), intervalNs: fc.nat(1_000_000), pid: fc.nat(99_999),
}).map(({ sources, pid, ...thread }) => buildProfile({ sources, pid, thread }));

/** Profiles of the same program: the same sources, other figures. */
export const profilesOfOneProgram: fc.Arbitrary<Profile[]> = fc.array(sourceSpec, { minLength: 1, maxLength: 2 }).chain((sources) => (
  fc.array(fc.infiniteStream(time), { minLength: 2, maxLength: 3 }).map((streams) => streams.map((figures) => buildProfile({
    sources: sources.map((source) => ({
      ...source,
      functions: source.functions.map((fn) => ({
        ...fn,
        lines: fn.lines.map((line) => {
          const [self = 0] = figures.take(1);
          return { ...line, self, total: self };
        }),
      })),
    })),
  })))
));
