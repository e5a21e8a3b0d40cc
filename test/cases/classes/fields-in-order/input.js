const order = [];
const say = (x) => {
  order.push(x);
  return x;
};
class A {
  a = say("a");
  constructor() {
    say("constructor of A");
  }
}
class B extends A {
  b = say("b") +
    say("b2");
  self = this;
}
const b = new B();
console.log(order.join(), Object.keys(b).join(), b.self === b);
exports.B = B;
