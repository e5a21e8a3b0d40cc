/** The runtime of linked code where nothing can measure it: what it calls is there, and nobody looks at what it counts. */
import type { Control } from "./control.js";
import { shared } from "./linked-shared.js";
import type { LinkedRuntime } from "./linked-place.js";
import { LinkedSources } from "./linked-sources.js";
import { processMemory } from "./process-memory.js";
import { abiVersion } from "./vocabulary.js";

const no = (): false => false;
const nothing = (): null => null;

/** Where nothing is measured. */
export const noControl: Control = {
  configure: no, start: no, stop: () => true, reset: no, mark: no, snapshot: nothing, profile: nothing, save: no, locate: nothing, report: () => "",
};

/** Made where it is needed. */
export function unobservedRuntime(): LinkedRuntime {
  const sources = new LinkedSources(processMemory);
  return {
    abi: abiVersion,
    names: shared,
    register: (json) => sources.register(json),
    warn: () => undefined,
    control: noControl,
  };
}
