function f(a) {
  arguments[0] = 2;
  return a;
}
function g(a) {
  "use strict";
  arguments[0] = 2;
  return a;
}
console.log(f(1), g(1));
