/**
 * What instrumented code hands the objects over by that its lines create, where a run asks for that: to whoever traces them in this
 * thread. Nobody does unless told, and then nothing happens.
 *
 * V8 inlines it. So it counts bytes down, and calls whoever traces only for the object with which none are left, and for those whose
 * bytes nobody knows.
 */

/** Hears of a value: the probe of the site that created it, and its bytes; -1: only the value tells. */
export type Receiver = (site: number, bytes: number, value: unknown) => void;

/** Bytes that may be created before the next object is handed over: one cell. Below zero it is, and who hears of it sets it anew. */
export const countdown = new Int32Array(1);

const most = 2 ** 31 - 1;

let receiver: Receiver = () => {
  countdown[0] = most;
};

/** Turns after which V8 knows what is called here. */
const warmUp = 1_000;

/** From now on all that is handed over in this thread goes there. */
export function handOverTo(next: Receiver): void {
  // V8 does not inline what is called where it has seen another function be called: it would take the room of what runs more often.
  const left = countdown[0]!;
  for (let turn = 0; turn < warmUp; turn++) traced(0, -1, null);
  countdown[0] = left;
  receiver = next;
}

/** The value. */
export function traced<T>(site: number, bytes: number, value: T): T {
  if (bytes < 0 || (countdown[0]! -= bytes) < 0) receiver(site, bytes, value);
  return value;
}
