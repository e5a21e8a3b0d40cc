function f() {
  throw new TypeError("out");
}
function g() {
  f();
}
g();
