const id = <T,>(x: T): T => x;
async function f<T>(x: T) {
  return x;
}
class Box<T> {
  #v: T;
  constructor(v: T) {
    this.#v = v;
  }
  map<U>(g: (v: T) => U): Box<U> {
    return new Box<U>(
      g(this.#v),
    );
  }
  get() { return this.#v; }
}
const numbers = Box<number>;
console.log(id<number>(1), new numbers(2)
  .map((x) => x + 1)
  .map<string>(String)
  .get(), typeof f(1));
