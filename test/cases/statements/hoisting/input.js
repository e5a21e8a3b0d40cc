console.log(f());
function f() {
  return g();
  function g() { return typeof late; }
}
var late = 1;
