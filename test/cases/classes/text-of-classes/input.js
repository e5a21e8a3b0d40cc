class A {
  static {
    this.ready = true;
  }
  m() { return 1; }
}
const B = class extends A { x = 1; };
const isClass = (f) => /^class\b/.test(f) && !f.toString().includes("/*");
console.log(isClass(A), isClass(B), isClass(() => 1), B);
exports.classes = [A, B];
