/**
 * The probe ids of a process, which all that is loaded in it has in common: a cell of shared memory holds the next free one.
 *
 * Ids stand in the text that is printed, and how many there are is known behind that. So a text is printed for the next ids, and then
 * takes them; where linked code has taken some meanwhile, in whichever thread, it is printed again.
 */

// Taken before user code can replace them.
const { compareExchange, load } = Atomics;
const { Int32Array: Cells, SharedArrayBuffer: Shared } = globalThis;

export class ProbeIds {
  /** `next`: one cell. */
  constructor(readonly next: Int32Array = firstIds()) {}

  /** The first free id. */
  get base(): number {
    return load(this.next, 0);
  }

  /** Takes `count` ids from `base` on; gives whether they were free. */
  take(base: number, count: number): boolean {
    return compareExchange(this.next, 0, base, base + count) === base;
  }
}

/** All are free. */
function firstIds(): Int32Array {
  const next = new Cells(new Shared(4));
  next[0] = 1;
  return next;
}
