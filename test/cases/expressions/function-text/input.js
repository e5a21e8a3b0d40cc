function f(a) {
  // a comment of its own
  return a + 1;
}
const g = (x) => x;
const h = async function* () { yield 1; };
class A {
  x = 1;
  m() { return 1; }
  get y() { return 2; }
  static { this.z = 3; }
}
console.log(f.toString() === String(f), `${g}`, { [g]: 1 }, h + "");
console.log(String(A), String(Object.getOwnPropertyDescriptor(A.prototype, "y").get));
console.log([f, g].sort().length, f < g);
Object.assign(exports, { f, g, h, A });
