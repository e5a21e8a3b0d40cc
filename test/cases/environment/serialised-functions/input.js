const page = {
  evaluate(f, ...args) {
    return (0, eval)(`(${f})`)(...args);
  },
};
const { runInNewContext } = require("node:vm");
const f = function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += i;
  }
  return sum;
};
console.log(runInNewContext(`(${f})(4)`), page.evaluate((x) => x + 1, 1), new Function(`return (${f})(3)`)());
