const told = [];
for (const [a, ...r] of [[1, 2], [3]]) told.push(a, r);
let m, t;
for ({ m, ...t } of [{ m: 1, n: 2 }]) told.push(m, t);
for (let [a, ...r] = [0, 1], { b, ...s } = { b: 2, c: 3 }, i = 0; i < r.length; i++) {
  told.push(() => [a, r, b, s, i]);
}
for (
  var { z, ...w } = { z: 1, y: 2 };
  ;
) {
  told.push(z, w);
  break;
}
for (const [a, ...r] in { ab: 1 }) told.push(a, r);
try {
  throw { code: 7, more: 8 };
} catch ({ code, ...rest }) {
  told.push(code, rest);
}
try {
  for (let [a, ...r] = told[-1]; ; ) told.push(a, r);
} catch ({ name, ...rest }) {
  told.push(name, rest);
}
module.exports = (async () => {
  for await (const { v, ...rest } of [{ v: 1 }, { v: 2, u: 3 }]) told.push(v, rest);
  console.log(JSON.stringify(told.map((each) => (typeof each === "function" ? each() : each))));
})();
