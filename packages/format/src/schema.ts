/**
 * The envelope of a profile file as a schema: every key except what is inside the columns.
 *
 * Columns hold 10^5 numbers each; describing them item by item would make an object for every number. Here they are only
 * known to be arrays; columns.ts reads through them with plain loops. Unknown keys are dropped, as the file's rules say.
 */
import * as v from "valibot";
import { clockChoices, type ClockKind } from "./clocks.js";
import type { BlockedStretch, Timeline } from "./course.js";
import type { MarkCounters, ThreadMark } from "./marks.js";
import { type FunctionKind } from "./probe-table.js";
import { type Profile, profileVersion } from "./profile.js";
import type { SiteKind } from "./sites.js";
import type { SplitKind, SplitRecord } from "./split.js";
import type { TraceRecord } from "./traces.js";
import { readingKinds, type UsageColumns } from "./usage.js";
import type { WeightColumns } from "./weights.js";

/** True for the only numbers a column may hold besides its own sentinels: exact integers, at least 0. */
export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const column = <T>(): v.GenericSchema<T[]> => v.custom<T[]>(Array.isArray, "an array");
const whole = v.custom<number>(isWhole, "a whole number, at least 0");
const hash = v.custom<string>((value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value), "64 hexadecimal digits");
const time = v.custom<string>(
  (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  "a time as ISO 8601 writes it",
);
const cost = v.custom<number>((value) => typeof value === "number" && value >= 0 && value <= 1e9, "a number from 0 to 1e9");
const clocks: readonly ClockKind[] = [...clockChoices, "memory", "fake"];

const sourceRecord = v.object({
  path: v.string(),
  compiled: v.exactOptional(v.string()),
  hash,
  text: v.nullable(v.string()),
  functions: v.object({
    name: column<string>(),
    kind: column<FunctionKind>(),
    line: column<number>(),
    column: column<number>(),
    endLine: column<number>(),
    calls: column<number>(),
  }),
  lines: v.object({ line: column<number>(), function: column<number>(), countable: column<0 | 1>() }),
  probes: column<number>(),
  sites: v.exactOptional(v.object({
    row: column<number>(),
    column: column<number>(),
    kind: column<SiteKind>(),
    counter: column<number>(), weighed: column<number>(),
    times: column<number>(),
    slots: column<number>(),
  })),
  skipped: v.array(v.object({ line: whole, reason: v.string() })),
});

const weights: v.GenericSchema<WeightColumns> = v.object({
  probe: column<number>(), covered: column<number>(), bytes: column<number>(), variance: column<number>(),
  externalBytes: column<number>(),
});

const usage: v.GenericSchema<UsageColumns> = v.object({
  incrementBytes: column<number>(), usageBytes: column<number>(), entryBytes: column<number>(),
});

const sourceCounters = v.object({
  source: whole,
  hits: column<number>(),
  awaitNs: v.nullable(column<number>()),
  pending: v.nullable(column<number>()),
  throws: v.nullable(column<number>()),
  selfNs: v.nullable(column<number>()),
  totalNs: v.nullable(column<number>()),
  samples: v.nullable(column<number>()),
  errorNs: v.nullable(column<number>()),
  functionTotalNs: v.nullable(column<number>()),
  fileTotalNs: v.nullable(whole),
  usage: v.exactOptional(usage),
  weights: v.exactOptional(weights),
  gcNs: v.exactOptional(column<number>()),
});

const callTree = v.object({
  parent: column<number>(),
  source: column<number>(),
  line: column<number>(),
  live: column<0 | 1>(),
  selfNs: column<number>(),
  samples: column<number>(),
  calls: v.exactOptional(column<number>()),
  folded: whole,
});

const traces: v.GenericSchema<TraceRecord> = v.object({
  sampleBytes: whole,
  frames: whole,
  stacks: v.object({ parent: column<number>(), source: column<number>(), line: column<number>() }),
  groups: v.object({ stack: column<number>(), type: column<string>(), objects: column<number>(), bytes: column<number>() }),
  moments: v.array(v.object({
    atNs: whole,
    label: v.nullable(v.string()),
    group: column<number>(),
    objects: column<number>(),
    bytes: column<number>(),
    errorBytes: column<number>(),
  })),
});

const split: v.GenericSchema<SplitRecord> = v.object({
  intervalNs: whole,
  places: v.object({ kind: column<SplitKind>(), name: column<string>(), path: column<string>() }),
  source: column<number>(), line: column<number>(), place: column<number>(), samples: column<number>(), sure: column<0 | 1>(),
  others: whole,
  lost: whole,
});

const blocked: v.GenericSchema<BlockedStretch> = v.object({
  atNs: whole, durationNs: whole, unseenNs: whole, source: column<number>(), line: column<number>(), selfNs: column<number>(),
});

const timeline: v.GenericSchema<Timeline> = v.object({
  intervalNs: whole,
  selfNs: column<number>(),
  lines: v.array(v.object({ source: whole, line: whole, selfNs: column<number>() })),
});

const markCounters: v.GenericSchema<MarkCounters> = v.object({
  source: whole,
  hits: v.exactOptional(column<number>()),
  awaitNs: v.exactOptional(column<number>()),
  throws: v.exactOptional(column<number>()),
  selfNs: v.exactOptional(column<number>()),
  totalNs: v.exactOptional(column<number>()),
  samples: v.exactOptional(column<number>()),
  gcNs: v.exactOptional(column<number>()),
  functionTotalNs: v.exactOptional(column<number>()),
  fileTotalNs: v.exactOptional(whole),
  weights: v.exactOptional(weights),
});

const mark: v.GenericSchema<ThreadMark> = v.object({
  number: whole, label: v.string(), durationNs: whole, instrumentNs: whole, idleNs: whole, gcNs: whole, samples: whole,
  counters: v.array(markCounters),
  paths: v.object({
    selfNs: v.exactOptional(column<number>()), samples: v.exactOptional(column<number>()), calls: v.exactOptional(column<number>()),
  }),
});

const thread = v.object({
  id: whole,
  name: v.string(),
  durationNs: v.nullable(whole),
  instrumentNs: whole,
  outsideNs: v.nullable(whole),
  idleNs: v.nullable(whole),
  gcNs: v.nullable(whole),
  samples: whole,
  intervalNs: whole,
  counters: v.array(sourceCounters),
  callTree: v.nullable(callTree),
  traces: v.exactOptional(traces),
  split: v.exactOptional(split),
  marks: v.exactOptional(v.array(mark)),
  blocked: v.exactOptional(v.array(blocked)),
  timeline: v.exactOptional(timeline),
  summed: v.exactOptional(v.object({ threads: whole, longestNs: v.nullable(whole) })),
});

/** Everything of a {@link Profile} but the insides of its columns. */
export const profileEnvelope: v.GenericSchema<unknown, Profile> = v.object({
  format: v.literal("perline-profile"),
  version: v.literal(profileVersion),
  perline: v.string(),
  complete: v.boolean(),
  ageNs: v.nullable(whole),
  snapshotAt: v.exactOptional(time),
  argv: v.array(v.string()),
  root: v.string(),
  startedAt: time,
  platform: v.string(),
  cpus: whole,
  pointerBytes: v.exactOptional(v.picklist([4, 8])),
  clock: v.picklist(clocks),
  reading: v.exactOptional(v.object({ of: v.picklist(readingKinds), collects: v.boolean() })),
  probeNs: v.nullable(cost),
  sources: v.array(sourceRecord),
  processes: v.array(v.object({
    pid: whole, ppid: whole, argv: v.array(v.string()), threads: v.array(thread), summed: v.exactOptional(whole),
  })),
  warnings: v.array(v.string()),
});
