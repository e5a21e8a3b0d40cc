for (var f = (x) => ("a" in x), i = ("b" in { b: 1 }) ? 0 : 1; i < 2; i++) {
  console.log(f({ a: 1 }), i);
}
