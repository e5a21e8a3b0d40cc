function* g() {
  console.log("asked");
  yield 1;
  yield 2;
}
const f = (...xs) => xs.length;
const it = g();
console.log([...it], f(
  ...g(),
  ...new Set([3]),
), { ...{ a: 1 }, ...[2] });
