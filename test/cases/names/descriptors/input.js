class A {
  f = () => {};
}
const { f } = new A();
console.log(Object.getOwnPropertyNames(f), Object.getOwnPropertyDescriptor(f, "name"));
