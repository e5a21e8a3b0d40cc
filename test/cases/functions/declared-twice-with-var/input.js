function f() {
  var g;
  function g() { return 1; }
  return typeof g;
}
console.log(f());
