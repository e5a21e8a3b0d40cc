var { a = () => {}, b: c = function () {} } = {};
let [d = () => {}] = [];
[d = class {}] = [];
({ a = function () {} } = {});
for (const { e = () => {} } of [{}]) console.log(e.name);
try {
  throw {};
} catch ({ g = () => {} }) {
  console.log(g.name);
}
console.log(a.name, c.name, d.name);
