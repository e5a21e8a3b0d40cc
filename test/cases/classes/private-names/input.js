class A {
  #x = 1;
  get #y() { return this.#x; }
  set #y(v) { this.#x = v; }
  #m() { return this.#y; }
  static #s() { return 2; }
  t() {
    this.#y = 5;
    this.#x++;
    return [this.#m(), A.#s(), this?.#x, this
      .#m()];
  }
}
console.log(new A().t());
