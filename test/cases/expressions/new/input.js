const ns = { C: class { constructor(x) { this.w = x; } } };
const make = () => ns.C;
console.log(new ns.C(1).w, new ns.C().w, new ns.C, new (make())(2).w, (new (make()))
  .w, new (class { v = 3 })().v, new new Function("this.x = 1; return function () { this.y = 2; }")().y);
