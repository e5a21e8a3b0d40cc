/** The sites of a source, as they are found; those in parameters wait for the row of their function. */
import type { Node } from "@babel/types";
import type { SiteTable } from "@perline/format";
import type { Lines } from "../1-parse/lines.js";
import { startOf } from "./positions.js";
import type { ProbeTable } from "./probes.js";
import type { Creates } from "./sites-kinds.js";
import { none } from "./tally.js";

/** A site whose line has no row yet. */
interface Site extends Creates {
  readonly fn: number;
  /** Offset of its first character. */
  readonly at: number;
  readonly counter: number;
  /** The probe that stands for it where its object is handed over; -1: none. */
  readonly traced: number;
  /** The probe that counts the evaluations of the expression around it that is weighed; -1: none is. */
  weighed: number;
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

  /** How many have been found in bodies. */
  get size(): number {
    return this.#sites.length;
  }

  /** Whether function `fn` has sites behind the first `known`. */
  hasMore(known: number, fn: number): boolean {
    for (let index = known; index < this.#sites.length; index++) {
      if (this.#sites[index]?.fn === fn) return true;
    }
    return false;
  }

  /** Those of function `fn` behind the first `known` are weighed by a probe. */
  weigh(known: number, fn: number, probe: number): void {
    for (let index = known; index < this.#sites.length; index++) {
      const site = this.#sites[index];
      if (site?.fn === fn) site.weighed = probe;
    }
  }

  /** Adds what a node creates, of which the first may be handed over; `fn` is null in parameters. */
  add(node: Node, objects: readonly Creates[], { fn, counter, traced }: { fn: number | null; counter: number; traced: number }): void {
    const list = fn === null ? this.#parameters : this.#sites;
    objects.forEach((creates, index) => {
      list?.push({ fn: fn ?? unnamed, at: startOf(node), counter, traced: index === 0 ? traced : none, weighed: none, ...creates });
    });
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
    const columns: SiteTable = { row: [], column: [], kind: [], counter: [], weighed: [], times: [], slots: [] };
    for (const { fn, at, counter, traced, weighed, kind, times, slots } of this.#sites) {
      const line = lines.at(at);
      if (line === 0) continue;
      const row = probes.line(fn, line);
      if (traced !== none) probes.settle(traced, row);
      columns.row.push(row);
      columns.column.push(lines.column(at));
      columns.kind.push(kind);
      columns.counter.push(counter);
      columns.weighed.push(weighed);
      columns.times.push(times);
      columns.slots.push(slots);
    }
    return columns;
  }
}
