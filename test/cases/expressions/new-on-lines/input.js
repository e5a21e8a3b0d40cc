class C {
  constructor(...xs) { this.xs = xs; }
  m() { return this.xs.length; }
}
console.log(
  new C(
    1,
    new C(2),
  )
    .m(),
  new
  C()
    .m(),
);
