/**
 * What instrumented code hands the objects over by that its lines create, where a run asks for that: to whoever traces them in this
 * thread. Nobody does unless told, and then nothing happens.
 */

/** Hears of a value: the probe of the site that created it, and its bytes; -1: only the value tells. */
export type Receiver = (site: number, bytes: number, value: unknown) => void;

let receiver: Receiver | null = null;

/** From now on all that is handed over in this thread goes there. */
export function handOverTo(next: Receiver): void {
  receiver = next;
}

/** The value. */
export function traced<T>(site: number, bytes: number, value: T): T {
  if (receiver !== null) receiver(site, bytes, value);
  return value;
}
