function strict() {
  "use strict";
  return this === undefined;
}
console.log(strict());
const nested = () => {
  "use strict";
  return (function () { return this; })();
};
console.log(nested());
