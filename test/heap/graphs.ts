/** Random heaps, and what holds of them by definition, worked out without any cleverness. */
import fc from "fast-check";
import { rooted, type Small, type To } from "./small.js";

const kinds: fc.Arbitrary<To["kind"]> = fc.constantFrom("property", "property", "context", "weak");

/** Objects of four types behind a global object, each held by an earlier one, and references between them as they come. */
export const heaps: fc.Arbitrary<Small[]> = fc
  .array(fc.record({ type: fc.constantFrom("A", "B", "C", "D"), bytes: fc.integer({ min: 1, max: 99 }), holder: fc.nat(), more: fc.array(
    fc.record({ kind: kinds, to: fc.nat() }), { maxLength: 3 },
  ) }), { minLength: 1, maxLength: 25 })
  .map((drawn) => {
    const objects: Small[] = rooted(
      { kind: "object", name: "global", bytes: 8, to: [] },
      ...drawn.map(({ type, bytes }): Small => ({ kind: "object", name: type, bytes, to: [] })),
    );
    drawn.forEach(({ holder, more }, drawnPlace) => {
      const place = drawnPlace + 2;
      objects[1 + (holder % (place - 1))]!.to.push({ kind: "property", name: `held${place}`, to: place });
      more.forEach(({ kind, to }, at) => objects[place]!.to.push({ kind, name: `more${at}`, to: 1 + (to % (drawn.length + 1)) }));
    });
    return objects;
  });

/** Places that can be reached from the root by references that keep alive, without going through some of them; with how many steps. */
export function reachable(objects: readonly Small[], without: ReadonlySet<number> = new Set()): Map<number, number> {
  const reached = new Map([[0, 0]]);
  for (const [place, steps] of reached) {
    for (const { kind, to } of objects[place]!.to) if (kind !== "weak" && !without.has(to) && !reached.has(to)) reached.set(to, steps + 1);
  }
  return reached;
}

/** Bytes that would be free without an object. */
export function retained(objects: readonly Small[], place: number): number {
  const bytes = (places: Iterable<number>): number => [...places].reduce((sum, each) => sum + objects[each]!.bytes, 0);
  return bytes(reachable(objects).keys()) - bytes(reachable(objects, new Set([place])).keys());
}

/** Places that hold an object, by references that keep it alive. */
export function holders(objects: readonly Small[], place: number): number[] {
  return objects.flatMap(({ to }, holder) => (
    holder !== 0 && holder !== place && to.some((edge) => edge.kind !== "weak" && edge.to === place) ? [holder] : []
  ));
}
