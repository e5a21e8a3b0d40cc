/** The objects that were alive at one moment, of those that are traced. */
import { readFileSync, writeFileSync } from "node:fs";
import { type Filter, filtered } from "./filter.js";
import { differences, type Statistic, type StatisticDiff, type StatisticKey, statisticsOf, type Trace } from "./statistics.js";
import { type Frame, Traceback } from "./traceback.js";

/** How statistics are made. */
export interface StatisticOptions {
  /** For every line, file or function on a trace's stack, once each, however often it stands there. */
  cumulative?: boolean;
}

interface SnapshotFile {
  format: "perline-traces";
  version: 1;
  frameLimit: number;
  traces: (Omit<Trace, "traceback"> & { frames: readonly Frame[] })[];
}

/** What a file holds, which may be anything. */
function parsed(file: string, text: string): SnapshotFile | null {
  try {
    return JSON.parse(text) as SnapshotFile | null;
  } catch (cause) {
    throw unreadable(file, { fault: "it is not JSON", cause });
  }
}

function unreadable(file: string, { fault, cause }: { fault: string; cause?: unknown }): Error {
  const [what, hint] = ["the file holds no traces that this perline can read", "Take a snapshot again, and save it."];
  const error = new Error(`${file}: ${what}: ${fault} (snapshot-unreadable). ${hint}`, cause === undefined ? undefined : { cause });
  return Object.assign(error, { code: "snapshot-unreadable" });
}

export class Snapshot {
  /** `frameLimit`: the most frames that a traceback holds. */
  constructor(readonly traces: readonly Trace[], readonly frameLimit: number) {}

  /** What the objects add up to, the largest first. */
  statistics(key: StatisticKey, { cumulative = false }: StatisticOptions = {}): Statistic[] {
    return statisticsOf(this.traces, key, cumulative);
  }

  /** How that has changed since an older snapshot; what has changed most first. */
  compareTo(older: Snapshot, key: StatisticKey, options: StatisticOptions = {}): StatisticDiff[] {
    return differences(older.statistics(key, options), this.statistics(key, options));
  }

  /** The traces that filters let be. */
  filter(filters: readonly Filter[]): Snapshot {
    return new Snapshot(filtered(this.traces, filters), this.frameLimit);
  }

  /** Writes it into a file. Throws what Node throws. */
  save(file: string): void {
    const traces = this.traces.map(({ traceback, ...trace }) => ({ ...trace, frames: traceback.frames }));
    const content: SnapshotFile = { format: "perline-traces", version: 1, frameLimit: this.frameLimit, traces };
    writeFileSync(file, `${JSON.stringify(content)}\n`);
  }

  /** Reads what {@link save} wrote. Throws what Node throws, and an Error of code `snapshot-unreadable` where it is something else. */
  static load(file: string): Snapshot {
    const content = parsed(file, readFileSync(file, "utf8"));
    if (content?.format !== "perline-traces" || content.version !== 1) throw unreadable(file, { fault: "it is something else" });
    const traces = content.traces.map(({ frames, ...trace }) => ({ ...trace, traceback: new Traceback(frames) }));
    return new Snapshot(traces, content.frameLimit);
  }
}
