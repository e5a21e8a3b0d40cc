let x = 0;
const f = () => 5;
function g() { return x += 3, f(); }
function h(a) {
  if (a,
    f()) return a,
    f();
}
const k = () => (x++, f());
const y = (1,
  2,
  f(), 3);
const i = (function* () { return yield 1, f(); })();
console.log(g(), h(1), k(), x, y, i.next(), i.next());
