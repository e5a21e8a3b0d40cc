const f = (x) => x;
let a = f(1),
  b = f(2),
  c,
  d = () => 4,
  { e, g = f(5) } = {},
  [h] =
    [f(6)];
console.log(a, b, c, d(), e, g, h);
