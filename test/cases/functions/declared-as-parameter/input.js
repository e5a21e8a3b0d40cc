function f(g) {
  function g() {}
  return typeof arguments[0];
}
function l() {
  function arguments() {}
  return typeof arguments;
}
console.log(f(1), l());
