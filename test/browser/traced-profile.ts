/** A profile with objects that were traced at three moments. */
import type { Profile, TraceRecord } from "@perline/format";

/** The profile, each of its threads with what was alive of one line. */
export function tracedProfile(profile: Profile): Profile {
  const traces: TraceRecord = {
    sampleBytes: 1, frames: 1,
    stacks: { parent: [-1, 0], source: [-1, 0], line: [-1, 2] },
    groups: { stack: [1], type: ["Session"], objects: [40], bytes: [4096] },
    moments: ([[0, "start", 1], [5, null, 20], [9, "end", 3]] as const).map(([ms, label, objects]) => ({
      atNs: ms * 1_000_000, label, group: [0], objects: [objects], bytes: [objects * 1024], errorBytes: [0],
    })),
  };
  return {
    ...profile,
    processes: profile.processes.map((process) => ({ ...process, threads: process.threads.map((thread) => ({ ...thread, traces })) })),
  };
}
