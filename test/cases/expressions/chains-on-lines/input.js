const o = { f(g) { if (g) g(); return this; }, get g() { return this; } };
o
  .f()
  .f(() => {
    console.log("in");
  })
  .g
  .f(
    () => o.f(),
  );
o.f().
  g
  .f
  (() => 1);
