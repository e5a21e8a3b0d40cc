var x = "outer";
function f() {
  var x = "inner";
  return [eval("x"), (0, eval)("typeof f"), new Function("return typeof x")()];
}
console.log(f());
