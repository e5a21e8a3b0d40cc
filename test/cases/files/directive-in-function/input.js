function strict() {
  "use strict";
  return this === undefined;
}
console.log(strict());
function strictArrow() {
  const f = () => { "use strict"; return (function () { return this; })(); };
  return f();
}
console.log(strictArrow());
