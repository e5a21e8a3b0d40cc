/**
 * What is charged to lines, functions and files. Each that stands on a stack is charged once for it, however often it stands there
 * (stamps).
 */
import { withRoom } from "./growing.js";
import type { Sources } from "./sources.js";

export class LineTotals {
  selfNs = new Float64Array(0);
  totalNs = new Float64Array(0);
  functionTotalNs = new Float64Array(0);
  fileTotalNs = new Float64Array(0);
  /** By line: samples that saw it on the stack. */
  samples = new Float64Array(0);
  /** Numbers the charges. */
  private stamp = 0;
  private lineStamp = new Int32Array(0);
  private functionStamp = new Int32Array(0);
  private fileStamp = new Int32Array(0);
  /** The lines of the last charge. */
  private readonly charged: number[] = [];

  constructor(private readonly sources: Sources) {}

  /** Charges the stack `path[first..depth]`; gives the innermost line, 0 where there is none. */
  charge(path: Int32Array, { depth, first, ns }: { depth: number; first: number; ns: number }): number {
    const { lineOf, functionOf, sourceOf } = this.sources.places;
    const stamp = ++this.stamp;
    this.charged.length = 0;
    let innermost = 0;
    for (let index = depth; index >= first; index--) {
      const line = lineOf[path[index]!] ?? 0;
      if (line <= 0) continue;
      if (innermost === 0) innermost = line;
      if (this.lineStamp[line] === stamp) continue;
      this.lineStamp[line] = stamp;
      this.totalNs[line]! += ns;
      this.charged.push(line);
      const fn = functionOf[line]!;
      if (this.functionStamp[fn] === stamp) continue;
      this.functionStamp[fn] = stamp;
      this.functionTotalNs[fn]! += ns;
      const source = sourceOf[line]!;
      if (this.fileStamp[source] === stamp) continue;
      this.fileStamp[source] = stamp;
      this.fileTotalNs[source]! += ns;
    }
    if (innermost > 0) this.selfNs[innermost]! += ns;
    return innermost;
  }

  /** The last charge was that of a sample; gives its lines. */
  sample(): readonly number[] {
    for (const line of this.charged) this.samples[line]! += 1;
    return this.charged;
  }

  /** Room for all lines, functions and files that there are. */
  makeRoom(): void {
    const { lineCount, functionCount, all } = this.sources;
    if (lineCount > this.selfNs.length) {
      this.selfNs = withRoom(this.selfNs, lineCount);
      this.totalNs = withRoom(this.totalNs, this.selfNs.length);
      this.samples = withRoom(this.samples, this.selfNs.length);
      this.lineStamp = withRoom(this.lineStamp, this.selfNs.length);
    }
    if (functionCount > this.functionTotalNs.length) {
      this.functionTotalNs = withRoom(this.functionTotalNs, functionCount);
      this.functionStamp = withRoom(this.functionStamp, this.functionTotalNs.length);
    }
    if (all.length > this.fileTotalNs.length) {
      this.fileTotalNs = withRoom(this.fileTotalNs, all.length);
      this.fileStamp = withRoom(this.fileStamp, this.fileTotalNs.length);
    }
  }
}
