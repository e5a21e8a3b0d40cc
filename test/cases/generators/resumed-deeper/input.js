function* g() {
  console.log("one");
  yield 1;
  console.log("two");
  yield 2;
  console.log("three");
}
const i = g();
function down(n) {
  if (n === 0) return i.next().value;
  return down(n - 1);
}
down(0);
down(5);
down(2);
