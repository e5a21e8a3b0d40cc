const f = (x) => x;
const g = (a, b) =>
  f(a) &&
  f(b) ||
  f("or");
const h = (a) => a
  ? f("yes")
  : f("no");
console.log(g(1, 2), g(1, 0), g(0, 1), h(1), h(0), null ??
  f("nullish"));
