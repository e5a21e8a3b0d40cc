/** The sites of a source, as they are found; those in parameters wait for the row of their function. */
import type { Node } from "@babel/types";
import type { SiteTable } from "@perline/format";
import type { Lines } from "../1-parse/lines.js";
import { startOf } from "./positions.js";
import type { ProbeTable } from "./probes.js";
import type { Creates } from "./sites-kinds.js";

/** A site whose line has no row yet. */
interface Site extends Creates {
  readonly fn: number;
  /** Offset of its first character. */
  readonly at: number;
  readonly counter: number;
}

/** Stands for the function that parameters belong to. */
const unnamed = -1;

export class SiteList {
  readonly #sites: Site[] = [];
  #parameters: Site[] | null = null;

  /** Whether what is being planned belongs to the parameters of a function. */
  get isInParameters(): boolean {
    return this.#parameters !== null;
  }

  /** Adds what a node creates; `fn` is null in parameters. */
  add(node: Node, objects: readonly Creates[], { fn, counter }: { fn: number | null; counter: number }): void {
    const list = fn === null ? this.#parameters : this.#sites;
    for (const creates of objects) list?.push({ fn: fn ?? unnamed, at: startOf(node), counter, ...creates });
  }

  /** Plans what belongs to the parameters of a function; gives what places its sites in that function's row. */
  inParameters(plan: () => void): (fn: number) => void {
    const found: Site[] = [];
    this.#within(found, plan);
    return (fn) => found.forEach((site) => this.#sites.push({ ...site, fn }));
  }

  /** Plans what belongs to a function's body, wherever that stands. */
  inBody(plan: () => void): void {
    this.#within(null, plan);
  }

  #within(parameters: Site[] | null, plan: () => void): void {
    const outer = this.#parameters;
    this.#parameters = parameters;
    plan();
    this.#parameters = outer;
  }

  /** The table; lines on which nothing else is counted get rows. */
  table(probes: ProbeTable, lines: Lines): SiteTable {
    const columns: SiteTable = { row: [], column: [], kind: [], counter: [], times: [], slots: [] };
    for (const { fn, at, counter, kind, times, slots } of this.#sites) {
      const line = lines.at(at);
      if (line === 0) continue;
      columns.row.push(probes.line(fn, line));
      columns.column.push(lines.column(at));
      columns.kind.push(kind);
      columns.counter.push(counter);
      columns.times.push(times);
      columns.slots.push(slots);
    }
    return columns;
  }
}
