class A {
  constructor(public x: number, protected readonly y = 2) {
    console.log(this.x, this.y);
  }
}
class B extends A {
  z = this.x + 1;
  constructor(private w: string) {
    super(
      w.length,
      w.length + 1,
    );
    console.log(this.z, this.w);
  }
}
new B("abc");
