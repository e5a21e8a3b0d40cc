function f(a: number): number;
function f(a: string): string;
function f(a: unknown): unknown {
  return a;
}
abstract class A {
  m(a: number): number;
  m(a: string): string;
  m(a: unknown): unknown {
    return f(a as string);
  }
  abstract n(): void;
}
class B extends A {
  override n(): void {}
}
console.log(f(1), f("x"), new B().m("y"));
