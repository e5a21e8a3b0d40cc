class A {
  *items() { yield 1; }
  static *more() { yield* new A().items(); }
  *[Symbol.iterator]() {
    yield 2;
    yield 3;
  }
}
const o = { *g() { yield 4; } };
console.log(...new A(), ...A.more(), ...new A().items(), ...o.g());
