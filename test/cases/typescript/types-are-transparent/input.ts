interface A { x: number }
type B = A | undefined;
declare const nothing: string;
declare function ambient(): void;
abstract class K {
  abstract m(): void;
  declare d: number;
  private readonly r?: string;
  n(this: K, x?: number): asserts x is number {}
}
const o = { v: 1, m() { return this; } };
console.log(
  (o as any).m() === o,
  o!.m!().v,
  (<typeof o>o).v,
  o satisfies { v: number } ? 1 : 2,
  (o as { m(): unknown })
    .m() === o,
  typeof K,
);
export type { A };
let u!: number;
u = 1;
console.log(u as const_ satisfies number);
type const_ = number;
