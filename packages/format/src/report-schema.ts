/**
 * The report of report.ts as a schema; `report.schema.json` of this package is generated from it.
 *
 * The annotation of {@link reportSchema} makes the compiler compare it with the types key by key; a test compares the file.
 */
import * as v from "valibot";
import { clockChoices } from "./clocks.js";
import { type Report } from "./report.js";
import { splitKinds } from "./split.js";
import { readingKinds } from "./usage.js";

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const difference = v.pipe(v.number(), v.integer());
const line = v.pipe(v.number(), v.integer(), v.minValue(1));

const reportFunction = v.object({
  name: v.string(),
  line,
  column: whole,
  endLine: line,
  calls: v.nullable(whole),
  totalNs: v.nullable(whole),
  selfNs: v.nullable(whole),
  awaitNs: v.nullable(whole),
  pending: v.nullable(whole),
  throws: v.nullable(whole),
  gcNs: v.nullable(whole),
  entryBytes: v.exactOptional(whole),
  incrementBytes: v.exactOptional(difference),
});

const reportLine = v.object({
  line,
  function: whole,
  countable: v.boolean(),
  hits: v.nullable(whole),
  totalNs: v.nullable(whole),
  selfNs: v.nullable(whole),
  awaitNs: v.nullable(whole),
  throws: v.nullable(whole),
  gcNs: v.nullable(whole),
  samples: v.nullable(whole),
  errorNs: v.nullable(whole),
  probeNs: v.exactOptional(v.nullable(whole)),
  allocations: v.nullable(whole),
  bytes: v.nullable(whole),
  modelledBytes: v.exactOptional(v.nullable(whole)),
  measuredBytes: v.exactOptional(v.nullable(whole)),
  measuredErrorBytes: v.exactOptional(v.nullable(whole)),
  externalBytes: v.exactOptional(v.nullable(whole)),
  usageBytes: v.exactOptional(whole),
  incrementBytes: v.exactOptional(difference),
});

const share = v.pipe(v.number(), v.minValue(0));

const liveThread = v.object({
  pid: whole,
  thread: v.object({ id: whole, name: v.string() }),
  sampleBytes: whole,
  moments: v.array(v.object({ atNs: whole, label: v.nullable(v.string()), bytes: whole, objects: whole })),
  highest: whole,
  lines: v.array(v.object({
    path: v.string(),
    line: whole,
    function: v.string(),
    types: v.array(v.string()),
    traceback: v.array(v.object({ path: v.string(), line: whole })),
    bytes: v.array(whole),
    objects: v.array(whole),
    errorBytes: v.array(whole),
    created: whole,
    survival: share,
    growth: v.nullable(v.object({ bytes: whole, moments: whole, durationNs: whole, score: share })),
  })),
});

const thread = v.object({ id: whole, name: v.string() });
const place = { path: v.string(), line: whole, function: v.string() };

const stretch = v.object({
  pid: whole, thread, atNs: whole, durationNs: whole, unseenNs: whole, lines: v.array(v.object({ ...place, selfNs: whole })),
});

const timeline = v.object({
  pid: whole, thread, intervalNs: whole, selfNs: v.array(whole), lines: v.array(v.object({ ...place, selfNs: v.array(whole) })),
});

const splitParts = v.array(v.object({ kind: v.picklist(splitKinds), name: v.string(), ns: whole }));

const split = v.object({
  intervalNs: whole,
  selfNs: whole,
  unknownNs: whole,
  parts: splitParts,
  lines: v.array(v.object({ ...place, selfNs: whole, samples: whole, mixed: v.boolean(), parts: splitParts })),
  hints: v.array(v.object({ package: v.string(), ns: whole, include: v.array(v.string()) })),
});

/** What a report is, for validating one and for generating its JSON Schema. */
export const reportSchema: v.GenericSchema<Report> = v.object({
  format: v.literal("perline-report"),
  version: v.literal(1),
  perline: v.string(),
  complete: v.boolean(),
  argv: v.array(v.string()),
  root: v.string(),
  clock: v.picklist([...clockChoices, "memory", "fake"]),
  reading: v.exactOptional(v.object({ of: v.picklist(readingKinds), collects: v.boolean() })),
  durationNs: v.nullable(whole),
  wallNs: v.nullable(whole),
  instrumentNs: whole,
  outsideNs: v.nullable(whole),
  idleNs: v.nullable(whole),
  gcNs: v.nullable(whole),
  samples: whole,
  intervalNs: whole,
  probeNs: v.nullable(v.pipe(v.number(), v.minValue(0))),
  processes: v.array(v.object({
    pid: whole,
    ppid: whole,
    argv: v.exactOptional(v.array(v.string())),
    threads: v.array(v.object({
      id: whole, name: v.exactOptional(v.string()), durationNs: v.nullable(whole),
      summed: v.exactOptional(v.object({ threads: whole, longestNs: v.nullable(whole) })),
    })),
    summed: v.exactOptional(whole),
  })),
  skipped: v.array(v.object({ path: v.string(), line: whole, reason: v.string() })),
  warnings: v.array(v.string()),
  files: v.array(v.object({
    path: v.string(),
    hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    functions: v.array(reportFunction),
    lines: v.array(reportLine),
  })),
  live: v.exactOptional(v.array(liveThread)),
  utilisation: v.exactOptional(v.nullable(v.pipe(share, v.maxValue(1)))),
  blocked: v.exactOptional(v.array(stretch)),
  timelines: v.exactOptional(v.array(timeline)),
  split: v.exactOptional(split),
  marks: v.exactOptional(v.array(v.object({ pid: whole, name: v.string(), atNs: whole }))),
});
