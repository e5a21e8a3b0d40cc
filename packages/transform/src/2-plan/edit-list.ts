/**
 * Edits while they are being planned, in source order. A slot may be reserved before it is known whether an edit will stand
 * there; slots that nothing fills are gone in the end.
 */
import type { Edit } from "./edits.js";

/** Edits of all kinds without `depth`, which the list knows. */
export type NewEdit = Edit extends infer Each ? (Each extends Edit ? Omit<Each, "depth"> : never) : never;

/** An edit that counts where it stands, and may do so in a variable. */
type CountingEdit = Extract<NewEdit, { kind: "line" | "turn" | "before" | "after" | "count" | "default" | "site" }>;

const countingKinds: ReadonlySet<string> = new Set<CountingEdit["kind"]>(["line", "turn", "before", "after", "count", "default", "site"]);

function isCounting(edit: NewEdit): edit is CountingEdit {
  return countingKinds.has(edit.kind);
}

export class EditList {
  readonly #edits: (NewEdit | null)[] = [];
  /** For each edit or slot how many of either stand around it. */
  readonly #depths: number[] = [];
  #depth = 0;

  /** Adds an edit; `inside` plans what stands within it. */
  add(edit: NewEdit, inside?: () => void): void {
    const slot = this.reserve();
    this.fill(slot, edit);
    inside?.();
    this.release();
  }

  /** Reserves a slot around what is planned until `release`; gives it. */
  reserve(): number {
    this.#depths.push(this.#depth++);
    return this.#edits.push(null) - 1;
  }

  /** Ends what stands inside the slot reserved last. */
  release(): void {
    this.#depth--;
  }

  /** Puts an edit into a slot. */
  fill(slot: number, edit: NewEdit): void {
    this.#edits[slot] = edit;
  }

  /** Lets what counts from an offset on, inside the slot reserved last, do so in variables; gives the probes, first `turn`. */
  countLocally({ slot, from, turn }: { slot: number; from: number; turn: number }): number[] {
    const counts = (edit: NewEdit | null | undefined): edit is CountingEdit =>
      edit !== null && edit !== undefined && isCounting(edit) && edit.hit >= 0 && edit.start >= from;
    const others = this.#edits.slice(slot + 1).filter(counts).map(({ hit }) => hit).filter((hit) => hit !== turn);
    const hits = [turn, ...new Set(others)];
    for (let index = slot + 1; index < this.#edits.length; index++) {
      const edit = this.#edits[index];
      if (counts(edit)) this.#edits[index] = { ...edit, local: edit.hit === turn ? hits : [] };
    }
    return hits;
  }

  /** The finished edits, with depths that count only what is left. */
  finish(): Edit[] {
    const finished: Edit[] = [];
    /** The depths, as planned, of the edits around. */
    const around: number[] = [];
    for (let index = 0; index < this.#edits.length; index++) {
      const edit = this.#edits[index] ?? null;
      const depth = this.#depths[index] ?? 0;
      while (around.length > 0 && around[around.length - 1]! >= depth) around.pop();
      if (edit === null) continue;
      // Nobody else has it, and a copy of each would cost more than all else here.
      finished.push(Object.assign(edit, { depth: around.length }));
      around.push(depth);
    }
    return finished;
  }
}
