enum E {
  A,
  B = A + 2,
  C = "x".length,
}
const enum D {
  X = 5,
}
declare enum Z {
  Q,
}
console.log(E.A, E[2], E.C, D.X);
