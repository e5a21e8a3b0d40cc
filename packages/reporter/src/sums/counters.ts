/** Counters of one source, of threads that are added up. */
import { type SourceCounters, unknownWeight, type UsageColumns, type WeightColumns } from "@perline/format";
import { ColumnSum, FigureSum } from "./columns.js";

/** Columns that add up as they are. */
const added = ["awaitNs", "pending", "throws", "selfNs", "totalNs", "samples", "functionTotalNs"] as const;

type Weight = readonly [covered: number, bytes: number, variance: number, externalBytes: number];

type Added = (typeof added)[number];

export class CountersSum {
  private readonly hits = new ColumnSum();
  private readonly columns: Readonly<Record<Added, ColumnSum>> = {
    awaitNs: new ColumnSum(), pending: new ColumnSum(), throws: new ColumnSum(), selfNs: new ColumnSum(), totalNs: new ColumnSum(),
    samples: new ColumnSum(), functionTotalNs: new ColumnSum(),
  };
  private readonly errorNs = new ColumnSum("squares");
  private readonly fileTotalNs = new FigureSum();
  private readonly gcNs = new ColumnSum();
  private readonly usage = { incrementBytes: new ColumnSum(), usageBytes: new ColumnSum("most"), entryBytes: new ColumnSum("most") };
  /** By probe; null where nobody weighed. */
  private weights: Map<number, Weight> | null = null;

  /** `source`: its index in the whole. */
  constructor(private readonly source: number) {}

  /** Takes the counters of another thread. */
  add(counters: SourceCounters): void {
    this.hits.add(counters.hits);
    for (const key of added) this.columns[key].add(counters[key]);
    this.errorNs.add(counters.errorNs);
    this.fileTotalNs.add(counters.fileTotalNs);
    this.gcNs.add(counters.gcNs);
    for (const key of ["incrementBytes", "usageBytes", "entryBytes"] as const) this.usage[key].add(counters.usage?.[key]);
    if (counters.weights !== undefined) this.weigh(counters.weights);
  }

  /** The counters of all. */
  counters(): SourceCounters {
    const { columns, source } = this;
    const [gcNs, usage] = [this.gcNs.column(), this.usageColumns()];
    return {
      source, hits: this.hits.column() ?? [], awaitNs: columns.awaitNs.column(), pending: columns.pending.column(),
      throws: columns.throws.column(), selfNs: columns.selfNs.column(), totalNs: columns.totalNs.column(),
      samples: columns.samples.column(), errorNs: this.errorNs.column(), functionTotalNs: columns.functionTotalNs.column(),
      fileTotalNs: this.fileTotalNs.value,
      ...(usage === null ? {} : { usage }),
      ...(this.weights === null ? {} : { weights: weightColumns(this.weights) }),
      ...(gcNs === null ? {} : { gcNs }),
    };
  }

  private usageColumns(): UsageColumns | null {
    const incrementBytes = this.usage.incrementBytes.column();
    if (incrementBytes === null) return null;
    return { incrementBytes, usageBytes: this.usage.usageBytes.column() ?? [], entryBytes: this.usage.entryBytes.column() ?? [] };
  }

  private weigh({ probe, covered, bytes, variance, externalBytes }: WeightColumns): void {
    const weights = this.weights ?? new Map<number, Weight>();
    this.weights = weights;
    probe.forEach((at, row) => {
      const known: Weight = weights.get(at) ?? [0, 0, 0, 0];
      const isUnknown = known[0] === unknownWeight || covered[row] === unknownWeight;
      weights.set(at, [
        isUnknown ? unknownWeight : known[0] + (covered[row] ?? 0),
        known[1] + (bytes[row] ?? 0), known[2] + (variance[row] ?? 0), known[3] + (externalBytes[row] ?? 0),
      ]);
    });
  }
}

function weightColumns(weights: ReadonlyMap<number, Weight>): WeightColumns {
  const rows = [...weights].toSorted(([a], [b]) => a - b);
  const column = (place: 0 | 1 | 2 | 3): number[] => rows.map(([, row]) => row[place]);
  return { probe: rows.map(([probe]) => probe), covered: column(0), bytes: column(1), variance: column(2), externalBytes: column(3) };
}
