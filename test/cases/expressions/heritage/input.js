const order = [];
const t = (v, n) => {
  order.push(n);
  return v;
};
class A extends t(Object, "heritage") {
  static [t("a", "key")] = t(1, "value");
  [t("b", "key 2")]() { return 1; }
  static {
    order.push("block");
    this.c = 3;
  }
  static d = t(4, "value 2");
  e = t(5, "field");
}
new A();
class B extends (() => Array)() {}
class C extends Array {}
console.log(order.join(), A.a, A.c, A.d, new B().length, new C().length);
