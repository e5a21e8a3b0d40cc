function f() {
  const error = new Error("made here");
  return error;
}
class A {
  x = f();
  static m() {
    return [1].map(() => f())[0];
  }
}
const lines = (e) => e.stack.split("\n").flatMap((line) => /input\.js:(\d+)/.exec(line)?.[1] ?? []).join();
console.log(lines(f()), lines(new A().x), lines(A.m()));
throw f();
