const f = (x) => x;
const o = {
  b: 1,
  b: f(2),
  1: "one",
  0: f("zero"),
  get c() { return 3; },
  set c(v) {},
  "d e": 4,
  [f("g")]: f(5),
  ...f({ h: 6 }),
  ...null,
  i() { return 7; },
  async *j() {},
};
console.log(JSON.stringify(o), o.c, o.i());
o.c = 8;
console.log(o.c);
