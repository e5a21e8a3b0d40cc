/** The memory by which a thread of a page and its sampler talk while the thread cannot wait for messages. */
import { zeroed } from "../shared.js";
import type { RecordingPlan, Request } from "./plan.js";

/** Indices into {@link SamplerCells.state}. */
export const Cell = {
  /** What the sampler sleeps on: as `Session.wake`. */
  wake: 1,
  /** 1 once the sampler watches. */
  ready: 8,
  /** What is asked for: the index of a request, plus 1; 0 for nothing. Reset by the sampler. */
  request: 9,
  /** 1 once it is done, 2 where it could not be. */
  answered: 10,
  /** Bytes of the text that is the answer; before there is one, of the name of a mark. */
  bytes: 11,
} as const;

/** The order in which requests are numbered. */
export const requests: readonly Request[] = ["pause", "resume", "reset", "profile", "rest", "mark"];

const textBytes = 1 << 26;

/** Shared by both. */
export interface SamplerCells {
  readonly state: Int32Array;
  /** Where texts are put; its pages cost nothing until they are touched. */
  readonly text: Uint8Array;
}

/** The first message to a sampler. */
export interface SamplerBegin {
  plan: RecordingPlan;
  cells: SamplerCells;
}

/** New ones. */
export function createCells(): SamplerCells {
  return { state: new Int32Array(zeroed(16 * 4)), text: new Uint8Array(zeroed(textBytes)) };
}
