const o = {
  v: 1,
  m() { return this.v; },
  n: { m() { return this === o.n; } },
  f() { return o; },
};
console.log(
  o.m(),
  o.n
    .m(),
  o
    ["m"](),
  o
    .f()
    .f()
    .m(),
  (o.m)(),
  (o
    .m)(),
);
