function* inner() {
  try {
    yield 1;
    yield 2;
  } catch (e) {
    console.log("inner", e);
  }
  return "result";
}
function* outer() {
  const result = yield* inner();
  return [result, yield* [3]];
}
const i = outer();
console.log(i.next(), i.throw("t"), i.next(), i.next());
console.log([...outer()]);
