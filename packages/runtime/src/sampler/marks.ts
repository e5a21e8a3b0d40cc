/**
 * What one thread had counted at the program's marks.
 *
 * Kept is what came since the mark before, without what is 0: most of a program rests most of the time. The figures of call paths are
 * with their tree, which may be folded later, and they with it.
 */
import type { MarkCounters, SourceCounters, SparseColumn, ThreadMark, ThreadRecord, WeightColumns } from "@perline/format";
import type { PathColumns } from "./figures.js";

/** The marks that a process keeps. */
const keptMarks = 64;
/** Rows of trees that a process keeps for its marks, over all of them. */
const keptRows = 1 << 22;

/** A mark as the program sets it. */
export interface Mark {
  /** Of all marks of the process, from 0 on. */
  number: number;
  label: string;
}

/** Numbers the marks of a process, as long as there is room for what its threads have counted. */
export class MarkNumbers {
  private kept = 0;
  private lost = 0;
  private rows = 0;

  /** The next mark; null where there is no room for it. */
  next(label: string): Mark | null {
    if (this.kept < keptMarks && this.rows <= keptRows) return { number: this.kept++, label };
    this.lost += 1;
    return null;
  }

  /** So many rows of a tree were kept for a mark. */
  fill(rows: number): void {
    this.rows += rows;
  }

  /** What readers have to know. */
  warnings(): string[] {
    const { kept, lost } = this;
    return lost === 0 ? [] : [`The program has set ${kept + lost} marks, of which the first ${kept} are kept.`];
  }
}

type Kept = Omit<ThreadMark, "paths">;

const columns = ["hits", "awaitNs", "throws", "selfNs", "totalNs", "samples", "gcNs", "functionTotalNs"] as const;

/** Dense columns, as far as marks go. */
type Sums = Partial<Record<(typeof columns)[number], number[]>> & { fileTotalNs: number; weights: Map<number, string> };

const unbegun: Pick<ThreadRecord, "counters" | "durationNs" | "gcNs" | "idleNs" | "instrumentNs" | "samples"> = {
  counters: [], durationNs: null, gcNs: null, idleNs: null, instrumentNs: 0, samples: 0,
};
const nothing: PathColumns = { selfNs: new Float64Array(0), samples: null, calls: null };

export class ThreadMarks {
  private readonly kept: Kept[] = [];
  /** By source: what it had counted at the last mark. */
  private readonly sums = new Map<number, Sums>();

  /** Keeps what the thread has counted; null: it has not begun. */
  add({ label, number }: Mark, record: ThreadRecord | null): void {
    const { counters, durationNs, gcNs, idleNs, instrumentNs, samples } = record ?? unbegun;
    this.kept.push({
      number, label, durationNs: durationNs ?? 0, instrumentNs, idleNs: idleNs ?? 0, gcNs: gcNs ?? 0, samples,
      counters: counters.flatMap((each) => this.added(each)),
    });
  }

  /** All of them. `paths`: what the rows of the thread's tree had at those that came since it has one. */
  record(paths: readonly PathColumns[]): Pick<ThreadRecord, "marks"> {
    if (this.kept.length === 0) return {};
    const at = (index: number): PathColumns => paths[index - this.kept.length + paths.length] ?? nothing;
    return { marks: this.kept.map((mark, index) => ({ ...mark, paths: pathsSince(at(index - 1), at(index)) })) };
  }

  /** What was counted of a source since the mark before; nothing, or one. */
  private added(counters: SourceCounters): MarkCounters[] {
    const { fileTotalNs, source, weights } = counters;
    const sums: Sums = this.sums.get(source) ?? { fileTotalNs: 0, weights: new Map<number, string>() };
    this.sums.set(source, sums);
    const added: MarkCounters = { source };
    for (const key of columns) {
      const column = sparse(counters[key] ?? [], sums[key] ??= []);
      if (column.length > 0) added[key] = column;
    }
    const fileNs = Math.max(0, (fileTotalNs ?? 0) - sums.fileTotalNs);
    if (fileNs > 0) added.fileTotalNs = fileNs;
    sums.fileTotalNs += fileNs;
    const changed = weights && changedRows(weights, sums.weights);
    if (changed !== undefined && changed.probe.length > 0) added.weights = changed;
    return Object.keys(added).length === 1 ? [] : [added];
  }
}

/** What a column has more than the sums, which have it from then on. What was read while the program went on may be one behind. */
function sparse(column: readonly number[], sums: number[]): SparseColumn {
  const more: SparseColumn = [];
  for (let row = 0; row < column.length; row++) {
    const figure = column[row]! - (sums[row] ?? 0);
    if (figure > 0) more.push(row, figure);
    sums[row] = (sums[row] ?? 0) + Math.max(0, figure);
  }
  return more;
}

function changedRows(weights: WeightColumns, known: Map<number, string>): WeightColumns {
  const changed: WeightColumns = { probe: [], covered: [], bytes: [], variance: [], externalBytes: [] };
  weights.probe.forEach((probe, row) => {
    const text = `${weights.covered[row]} ${weights.bytes[row]} ${weights.variance[row]} ${weights.externalBytes[row]}`;
    if (known.get(probe) === text) return;
    known.set(probe, text);
    for (const key of ["probe", "covered", "bytes", "variance", "externalBytes"] as const) changed[key].push(weights[key][row]!);
  });
  return changed;
}

function pathsSince(before: PathColumns, after: PathColumns): ThreadMark["paths"] {
  const paths: ThreadMark["paths"] = {};
  for (const key of ["selfNs", "samples", "calls"] as const) {
    const column: SparseColumn = [];
    const [earlier, later] = [before[key], after[key]];
    for (let row = 0; row < (later?.length ?? 0); row++) {
      const figure = later![row]! - (earlier?.[row] ?? 0);
      if (figure > 0) column.push(row, figure);
    }
    if (column.length > 0) paths[key] = column;
  }
  return paths;
}
