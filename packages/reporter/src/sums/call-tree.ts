/**
 * Call trees of threads that are added up, path by path. There is a limit to what it holds: beyond it the paths with least time,
 * callees included, are folded into their callers, and the sum of all times stays what it was.
 */
import { type CallTree, defaultCallTreeLimit } from "@perline/format";

/** The two roots. */
const roots = 2;
/** Of the limit, what is left after folding: so that it is not done each time. */
const leftShare = 0.75;

export class CallTreeSum {
  private readonly parent = [-1, -1];
  private readonly source = [-1, -1];
  private readonly line = [-1, -1];
  private readonly live: (0 | 1)[] = [1, 1];
  private readonly selfNs = [0, 0];
  private readonly samples = [0, 0];
  private readonly calls = [0, 0];
  /** Whether all trees tell of calls. */
  private isCounted = true;
  private folded = 0;
  /** By parent, line and whether it is live: the row. */
  private rows = new Map<string, number>();
  /** Whether one of the trees was not kept: then the sum of the others would not be that of the lines. */
  private isUnknown = false;

  constructor(private readonly limit = defaultCallTreeLimit) {}

  /** Takes the tree of another thread. */
  add(tree: CallTree): void {
    this.isUnknown ||= tree.parent.length < roots;
    if (this.isUnknown) return;
    const places = [0, 1];
    for (let row = 0; row < tree.parent.length; row++) {
      const place = row < roots ? row : this.child(places[tree.parent[row]!]!, tree, row);
      places[row] = place;
      this.selfNs[place]! += tree.selfNs[row]!;
      this.samples[place]! += tree.samples[row]!;
      this.calls[place]! += tree.calls?.[row] ?? 0;
    }
    this.isCounted &&= tree.calls !== undefined;
    this.folded += tree.folded;
    if (this.parent.length > this.limit) this.fold(Math.max(roots, Math.floor(this.limit * leftShare)));
  }

  /** The tree of all. */
  tree(): CallTree {
    const { calls, folded, isCounted, isUnknown, line, live, parent, samples, selfNs, source } = this;
    if (isUnknown) return { parent: [], source: [], line: [], live: [], selfNs: [], samples: [], folded: 0 };
    return { parent, source, line, live, selfNs, samples, ...isCounted ? { calls } : {}, folded };
  }

  /** The row below `parent` for the node of another tree; made where there is none. */
  private child(parent: number, { line, live, source }: CallTree, node: number): number {
    const key = `${parent} ${source[node]} ${line[node]} ${live[node]}`;
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const row = this.parent.push(parent) - 1;
    this.source.push(source[node]!);
    this.line.push(line[node]!);
    this.live.push(live[node]!);
    this.selfNs.push(0);
    this.samples.push(0);
    this.calls.push(0);
    this.rows.set(key, row);
    return row;
  }

  /** Leaves that many rows: with callees included no row has less time than one below it, and it stands before those. */
  private fold(left: number): void {
    const { length } = this.parent;
    const totals = this.selfNs.slice();
    for (let row = length - 1; row >= roots; row--) totals[this.parent[row]!]! += totals[row]!;
    const kept = new Set([...totals.keys()].slice(roots).toSorted((a, b) => totals[b]! - totals[a]! || a - b).slice(0, left - roots));
    const places = [0, 1];
    let next = roots;
    for (let row = roots; row < length; row++) {
      const [parent, selfNs] = [places[this.parent[row]!]!, this.selfNs[row]!];
      const [samples, calls] = [this.samples[row]!, this.calls[row]!];
      const place = places[row] = kept.has(row) ? next++ : parent;
      if (place === parent) {
        this.selfNs[place]! += selfNs;
        this.samples[place]! += samples;
        this.calls[place]! += calls;
        continue;
      }
      this.parent[place] = parent;
      this.source[place] = this.source[row]!;
      this.line[place] = this.line[row]!;
      this.live[place] = this.live[row]!;
      this.selfNs[place] = selfNs;
      this.samples[place] = samples;
      this.calls[place] = calls;
    }
    for (const column of [this.parent, this.source, this.line, this.live, this.selfNs, this.samples, this.calls]) column.length = next;
    this.folded += length - next;
    this.rows = new Map(this.parent.map((parent, row): [string, number] => (
      [`${parent} ${this.source[row]} ${this.line[row]} ${this.live[row]}`, row]
    )).slice(roots));
  }
}
