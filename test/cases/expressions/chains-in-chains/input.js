const o = {
  v: 1,
  m() { return this.v; },
  f() { return o; },
  none: null,
};
console.log(o?.["m"](), (o?.m)(), o.f?.().m?.(), o.none?.f?.().m?.(), o.none?.[console.log("never")].m());
console.log(delete o?.absent, delete o.none?.absent, delete o?.f().absent);
console.log(o
  ?.f()
  ?.f()
  .m(), o.none
  ?.f(
    console.log("never"),
  ), o
  .f?.(
    console.log("once"),
  )
  ?.m());
console.log(`${o?.m()}${o.none?.m()}`, [...o.none?.list ?? [o?.v]], { ...o?.f(), m: 0 }.v + [1, 2][o?.v]);
