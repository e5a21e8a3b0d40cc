function parenthesised() {
  ("use strict");
  return this === undefined;
}
function escaped() {
  "use\x20strict";
  return this === undefined;
}
console.log(parenthesised(), escaped());
