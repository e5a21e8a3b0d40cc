class A {
  x = () => {};
  #y = function () {};
  static z = () => {};
  static k = class {};
  ["c" + 1] = () => {};
  "s t" = () => {};
  5 = () => {};
  y() { return this.#y.name; }
}
const a = new A();
console.log(a.x.name, a.y(), A.z.name, A.k.name, a.c1.name, a["s t"].name, a[5].name);
exports.A = A;
