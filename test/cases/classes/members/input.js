class A {
  static #count = 0;
  #x = 1;
  y;
  static z = 2;
  constructor() {
    A.#count++;
  }
  get x() { return this.#x; }
  set x(v) { this.#x = v; }
  ["com" + "puted"]() { return 3; }
  static count() { return A.#count; }
  static { this.w = 4; }
  static
  late() { return 5; }
}
const a = new A();
a.x = 6;
console.log(a.x, a.y, A.z, a.computed(), A.count(), A.w, A.late());
