/** What a run's settings mean for the one who instruments, in whichever process that is. */
import type { HostOptions } from "@perline/transform/instrumenter";
import type { Settings } from "../settings/index.js";

/** `root`: absolute; `traces`: whether Node was given the flag by which stack traces can be restored. */
export function hostOptions({ select, include, exclude, clock, source }: Settings, root: string, traces: boolean): HostOptions {
  return { root, select, include, exclude, clock, keepText: source, excerpts: traces };
}
