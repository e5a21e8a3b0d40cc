"use strict";
function k() {
  function a() { return 1; }
  function a() { return 2; }
  return a();
}
console.log(k());
