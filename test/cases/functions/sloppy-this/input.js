function f() {
  return this;
}
console.log(f.call(5) == 5, f() === globalThis, (() => this)() === this);
