const seen = [];
function F() {
  return new.target === undefined ? "called" : { made: new.target };
}
class A {
  made = new.target;
  constructor() {
    this.by = (() => new.target)();
    seen.push(
      new.target === A,
      String(new.target.name),
    );
  }
}
class B extends A {}
console.log(F(), new F().made === F, Reflect.construct(F, [], B).made === B, new A().made, new B().by === B, seen);
