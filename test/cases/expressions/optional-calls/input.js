const o = {
  a: {
    v: 1,
    f() { return this.v; },
  },
};
console.log(o?.a?.f?.(), o?.a?.["f"]?.(), o.b?.f?.(), o.a
  .f
  ?.());
