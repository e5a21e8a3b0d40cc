function* g() {
  try {
    const x = yield 1;
    console.log(x);
    yield* [2, 3];
  } catch (e) {
    console.log("caught", e.name);
    yield 4;
  } finally {
    console.log("finally");
    yield 5;
  }
  return 6;
}
let i = g();
console.log(i.next(), i.next("a"), i.next(), i.throw("t"), i.next(), i.next(), i.next());
i = g();
i.next();
console.log(i.return("r"), i.next(), i.next());
