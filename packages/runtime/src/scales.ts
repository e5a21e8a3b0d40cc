/**
 * What instrumented code calls around expressions that are weighed: it counts their evaluations, and asks by a comparison whether this
 * one is due, and behind it, whether something is wanted.
 */
import process from "node:process";
import * as v8 from "node:v8";
import { now } from "./clock.js";
import { collectionsOfThread } from "./collections.js";
import { memory } from "./own-memory.js";
import { weightMemory } from "./own-weight-memory.js";
import { seeded } from "./traces/random.js";
import { Cells } from "./weight-memory.js";
import { samplesIn } from "./weight-samples.js";
import { weighingBy, type Weighing } from "./weighing.js";

const { hits } = memory;
const { cells, due } = weightMemory;
const { wanted } = Cells;

const nothing = (): void => undefined;

// Taken before user code can replace it.
const { cpuUsage } = process;

function busy(): number {
  const { user, system } = cpuUsage();
  return 1_000 * (user + system);
}

/** Who weighs; while code is being compiled, nobody. */
let begin: Weighing["begin"] = nothing;
let end: Weighing["end"] = nothing;

/** Expression `id` is about to be evaluated. */
export function weigh(id: number): void {
  const before = hits[id]!;
  hits[id] = before + 1;
  if (before === due[id]!) begin(id);
}

/** It has been evaluated. */
export function weighed(id: number): void {
  if (cells[wanted] !== 0) end(id);
}

/** Turns after which V8 has optimised what runs most. */
const warmUp = 2_000;

/**
 * Runs what runs most. Who weighs must not be there yet: V8 would inline that into each expression, instead of what is short; it does
 * not where it has seen another function be called.
 */
function compile({ prepare }: Weighing): void {
  for (let turn = 0; turn < warmUp; turn++) {
    cells[wanted] = turn & 1;
    due[0] = turn + (turn & 1);
    weigh(0);
    weighed(0);
    prepare();
  }
  cells[wanted] = 0;
  hits[0] = due[0] = 0;
}

/** Weighs in this thread, once, before user code; gives what is to be called when that begins and ends. */
export function startWeighing(): { begin: () => void; end: () => void } {
  const random = seeded(now());
  const samples = samplesIn({ ...weightMemory, hits }, random);
  const weighing = weighingBy({ statistics: v8.getHeapStatistics, collections: collectionsOfThread(), now, busy, samples, random });
  compile(weighing);
  ({ begin, end } = weighing);
  return { begin: weighing.start, end: weighing.finish };
}
