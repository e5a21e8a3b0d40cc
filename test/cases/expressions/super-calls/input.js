class A {
  constructor(x) { this.x = x; }
  m() { return this.x; }
  static s() { return 1; }
}
class B extends A {
  constructor() {
    super(
      3,
    );
  }
  m() {
    return super.m() + super["m"]();
  }
  static s() { return super.s() + 1; }
}
console.log(new B().m(), B.s());
