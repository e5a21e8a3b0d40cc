// A comment may stand before it.
"use client";
"use strict";
function f() {
  return this;
}
console.log(f());
