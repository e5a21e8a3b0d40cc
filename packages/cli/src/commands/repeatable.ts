/** An option that may be given several times: each adds one more. */

/** Adds what was typed to what was typed before; for commander. */
export function append(item: string, items: readonly string[] = []): string[] {
  return [...items, item];
}
