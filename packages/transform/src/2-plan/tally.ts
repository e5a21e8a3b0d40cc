/**
 * How often control has come to the point that planning has come to.
 *
 * The planner goes through a program in evaluation order, and the tally is a probe that has counted each time control comes here; none
 * behind everything that may lead elsewhere: an exception, a jump, a branch.
 */
import type { Node } from "@babel/types";
import type { NewEdit } from "./edit-list.js";
import type { Dress } from "./edits.js";
import { endOf, startOf } from "./positions.js";

/** No probe. */
export const none = -1;

/** What counts at a site, or behind what precedes it. */
export type SiteEdit = Extract<NewEdit, { kind: "site" }>;

/** How what counts around a value is to look. */
export type SiteDress = Dress & Pick<SiteEdit, "names">;

/** Where a count can stand behind a value: its reserved slot among the edits. */
interface Place {
  readonly slot: number;
  readonly edit: SiteEdit;
}

export class Tally {
  /** The probe; {@link none} where there is none. */
  protected probe = none;
  /** What it was before what ran last might have led elsewhere: when its operands had been evaluated. */
  protected settled = none;
  /** What it is unless a name that the file binds had no value yet. */
  protected likely = none;
  /** Behind the last value, where control surely comes from there. */
  protected place: Place | null = null;
  /** Raised by each thing that may lead elsewhere. */
  #leaks = 0;

  /** A probe counts each time control comes here. */
  count(probe: number): void {
    if (probe < 0) return;
    this.probe = probe;
    this.place = null;
  }

  /** Control comes here otherwise than from what stands before. */
  apart(): void {
    this.probe = none;
    this.likely = none;
    this.place = null;
  }

  /** Something ran that may have led elsewhere. */
  leak(): void {
    this.settled = this.probe;
    this.apart();
    this.#leaks++;
  }

  /** Alternatives follow, of which one runs; what it gives is called where they meet. */
  fork(): () => void {
    const { probe } = this;
    const leaks = this.#leaks;
    return () => {
      this.apart();
      if (this.#leaks === leaks) this.count(probe);
    };
  }

  /** A value has been planned, behind which a count can stand in a slot. */
  behind(node: Node, slot: number, dress: SiteDress): void {
    this.place = { slot, edit: { kind: "site", start: startOf(node), end: endOf(node), hit: none, after: true, ...dress } };
  }

  /** Plans what has a tally of its own: the body of another function. */
  inFunction(plan: () => void): void {
    const { probe, likely, place } = this;
    this.apart();
    plan();
    this.probe = probe;
    this.likely = likely;
    this.place = place;
  }
}
