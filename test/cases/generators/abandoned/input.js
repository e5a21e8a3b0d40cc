function* g() {
  yield 1;
  yield 2;
}
g().next();
const [first] = g();
console.log(first);
