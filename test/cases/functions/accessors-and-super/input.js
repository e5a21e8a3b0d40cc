const p = { get x() { return "px" + this.y; }, m() { return "pm"; } };
const o = {
  __proto__: p,
  y: 1,
  get x() { return super.x; },
  set x(v) { console.log("set", v); },
  m() {
    return super
      .m() + super["m"]();
  },
};
console.log(o.x, o.m());
o.x = 2;
