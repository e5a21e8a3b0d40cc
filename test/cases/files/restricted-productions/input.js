function f() {
  return
  1;
}
function* g() {
  yield
  1;
}
console.log(f(), [...g()]);
a: for (;;) {
  for (;;) {
    break
    a;
  }
  break;
}
let i = 1
i
++
i
console.log(i);
