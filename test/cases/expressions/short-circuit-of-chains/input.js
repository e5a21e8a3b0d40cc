const o = null;
console.log(o?.a.b.c(), o?.[console.log("never")], o?.a(console.log("never")));
const p = {
  f() { return this === p ? p : 0; },
  n: null,
};
console.log(
  p
    ?.f()
    ?.f()
    ?.n
    ?.f(),
  p.n
    ?.f(
      console.log("never"),
    ),
  p
    ?.f()
    .f()
    .n,
  p.n?.x.y.z,
  p?.f?.(
    console.log("once")
  ) === p,
);
