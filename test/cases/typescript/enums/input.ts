enum E {
  A,
  B = A + 2,
  C = "x".length,
  D = 7,
}
const enum F {
  X = 5,
}
declare enum Z {
  Q,
}
enum S { One = "one", Two = "two" }
console.log(E.A, E[2], E.C, E.D, F.X, S.Two, Object.keys(S).join());
