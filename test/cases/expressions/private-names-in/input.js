class A {
  #p = 1;
  #m() { return this.#p; }
  static has(o) { return #p in o && #m in o; }
  call() { return this?.#m() + (this.#p ?? 0); }
}
console.log(A.has(new A()), A.has({}), new A().call());
