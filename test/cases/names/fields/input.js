class A {
  x = () => {};
  #y = function () {};
  static z = () => {};
  y() { return this.#y.name; }
}
const a = new A();
console.log(a.x.name, a.y(), A.z.name);
exports.A = A;
