class A {
  constructor() {
    this.a = [...arguments].length;
  }
}
class B extends A {
  constructor(x) {
    if (x) {
      super(x);
      return;
    }
    console.log("before");
    super();
  }
}
class C extends A {
  constructor() {
    const f = () => super(1);
    f();
  }
}
class D extends A {
  constructor() {
    super(
      [1].map((x) => x),
    );
  }
}
console.log(new B(1).a, new B(0).a, new C().a, new D().a);
