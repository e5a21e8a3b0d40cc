/**
 * A thread of a page as it is watched. Nobody tells how long its event loop waits, so the time in which no instrumented line ran is
 * outside, all of it; so is the time before anybody watched.
 */
import type { ThreadRecord } from "@perline/format";
import { WatchedThread } from "../sampler/watched-thread.js";

export class WatchedPageThread extends WatchedThread {
  /** Nanoseconds that had passed before it was watched. */
  private unseenNs = 0;

  /** It was not seen for so long, from its begin on. */
  missed(ns: number): void {
    this.unseenNs = ns;
  }

  override reset(time: number): void {
    super.reset(time);
    this.unseenNs = 0;
  }

  override record(time: number, nodes: number): ThreadRecord | null {
    const record = super.record(time, nodes);
    if (record === null || record.durationNs === null || record.outsideNs === null) return record;
    return { ...record, durationNs: record.durationNs + this.unseenNs, outsideNs: record.outsideNs + this.unseenNs };
  }

  protected override idleNs(): number {
    return 0;
  }
}
