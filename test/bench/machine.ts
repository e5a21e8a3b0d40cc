/** Where figures come from. */
import { cpus, loadavg, release, totalmem } from "node:os";

/** The machine in a sentence; a load above the number of its processors says that they were shared with others. */
export function machine(loadBefore: number): string {
  const processors = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "processor"}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const load = `load ${loadBefore.toFixed(1)} before, ${loadNow().toFixed(1)} after`;
  return `Node ${process.version}, ${process.platform} ${release()} ${process.arch}, ${processors}, ${memory}, ${load}`;
}

/** Programs that wanted to run, on average over the last minute; 0 where the system does not tell. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}
