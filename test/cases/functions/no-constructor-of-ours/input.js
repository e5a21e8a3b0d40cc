class A {
  x = 1;
}
class B extends A {
  y = this.x + 1;
}
console.log(new B(), Object.getOwnPropertyNames(B.prototype));
exports.classes = [A, B];
