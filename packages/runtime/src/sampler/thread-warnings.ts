/** What a reader of a thread's figures has to know. Pure. */
import { State, stackSize, type ThreadMemory } from "../memory.js";
import type { Observer } from "./observer.js";

/** Unseen so long, and as much of the whole: less is the way of busy machines, and what exact hits say of it is near enough. */
const unseenBorneNs = 250e6;
const unseenBorneShare = 0.75;

const inMs = (ns: number): string => (ns / 1e6).toFixed(0);

/** Sentences on a thread of that duration, in nanoseconds; null where no time is measured. `observer`: null before it is observed. */
export function threadWarnings(
  { memory, observer, plan }: { memory: ThreadMemory; observer: Observer | null; plan: { id: number } }, durationNs: number | null,
): string[] {
  const warnings: string[] = [];
  const { brokenLooks = 0, overflowDepth = 0, unseenNs = 0 } = observer ?? {};
  if (overflowDepth > 0) warnings.push(`Thread ${plan.id} was ${overflowDepth} calls deep; frames beyond ${stackSize - 1} were not seen.`);
  if (brokenLooks > 0) {
    warnings.push(`Thread ${plan.id}: the shadow stack was overwritten; at ${brokenLooks} looks nothing of it could be read.`);
  }
  if (durationNs !== null && unseenNs > unseenBorneNs && unseenNs > unseenBorneShare * durationNs) {
    warnings.push(`Thread ${plan.id}: in ${inMs(unseenNs)} of its ${inMs(durationNs)} ms the sampler had no processor, and did not look: ` +
      "hits are exact, but its times are guesses. Run it again on a machine that is less busy, or with --clock exact.");
  }
  const lost = memory.state[State.lostContexts]!;
  if (lost > 0) warnings.push(`Thread ${plan.id}: ${lost} suspended activations are shown without their callers.`);
  return warnings;
}
