var q = 1;
const p = new Proxy({ q: 2 }, {
  has(target, key) {
    console.log("has", String(key));
    return key in target;
  },
});
with (p) {
  q;
  (function () { return q; })();
}
console.log(q);
