const f = (x) => x;
const a = f(1) + f(2) * f(3) - f(4) / f(5) % f(6) ** f(2);
const b = f(1) < f(2) === f(3) > f(4) !== f(5) <= f(6);
const c = f(1) & f(2) | f(3) ^ f(4) << f(5) >> f(6) >>> f(7);
const d = ~f(1) + -f(2) + +f("3"), e = void f(0);
const g = f(1) ==
  f(2) != f(
    3) >= f(4);
console.log(a.toFixed(2), b, c, d, e, g, "x" in { x: 1 }, [] instanceof Array, f(1) instanceof
  Object);
