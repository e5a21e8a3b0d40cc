function* g() {
  try {
    yield 1;
  } catch (e) {
    console.log(e);
    inner();
  }
  return 2;
}
function inner() {
  return 1;
}
const i = g();
i.next();
console.log(i.throw("thrown"), i.next());
