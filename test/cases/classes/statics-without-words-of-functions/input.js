class A {
  x = 1;
  static y = [1, 2].map((n) => n + 1);
  static {
    const z = this.y;
    this.z = z.length;
  }
}
console.log(new A().x, A.y, A.z);
