const base = { m() { return "base"; } };
const o = {
  __proto__: base,
  m() {
    return super.m() + arguments.length;
  },
  self() {
    return this === o;
  },
};
function F() {
  return new.target === F;
}
console.log(o.m(1, 2), o.self(), F());
console.log(typeof new (function () { console.log(new.target !== undefined); })());
