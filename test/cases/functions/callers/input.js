const inner = function () {
  return inner.caller === outer && arguments.callee.caller === outer;
};
const outer = function () {
  return inner();
};
console.log(outer());
