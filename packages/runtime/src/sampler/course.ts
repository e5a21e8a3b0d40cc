/** When a thread spent its time, as far as a record has room for it: what the account charges goes through here, in its order. */
import type { BlockedStretch, Timeline as TimelineRecord } from "@perline/format";
import { BlockedStretches } from "./blocked.js";
import type { Sources } from "./sources.js";
import { Timeline } from "./timeline.js";

export class Course {
  private readonly blocked = new BlockedStretches();
  private readonly timeline = new Timeline();
  /** Of what is charged next the time in which nobody looked. */
  private missedNs = 0;

  constructor(private readonly sources: Sources) {}

  /** In so much of what is charged next nobody looked. */
  miss(ns: number): void {
    this.missedNs = ns;
  }

  /** So much more time was charged to a stack of that depth; `line` is that of its self time, 0 for none. */
  pass(ns: number, depth: number, line: number): void {
    const unseenNs = Math.min(ns, this.missedNs);
    this.missedNs -= unseenNs;
    this.blocked.pass(ns, { line, isEmpty: depth === 0, unseenNs });
    this.timeline.pass(ns, line);
  }

  /** A pause: what comes behind it does not belong to what came before. */
  pause(): void {
    this.blocked.end();
  }

  /** As a record of a thread has it. */
  record(): { blocked: BlockedStretch[]; timeline: TimelineRecord } {
    const { intervalNs, lines, selfNs } = this.timeline.columns();
    return {
      blocked: this.blocked.longest().map(({ lines: numbers, ...stretch }) => ({
        ...stretch, source: numbers.map((line) => this.placeOf(line).source), line: numbers.map((line) => this.placeOf(line).line),
      })),
      timeline: { intervalNs, selfNs, lines: lines.map((row) => ({ ...this.placeOf(row.line), selfNs: row.selfNs })) },
    };
  }

  private placeOf(line: number): { source: number; line: number } {
    const source = this.sources.places.sourceOf[line]!;
    return { source, line: line - this.sources.all[source]!.firstLine };
  }
}
