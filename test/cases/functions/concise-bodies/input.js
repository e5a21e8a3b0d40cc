const f = () => ({ a: 1 });
const g = (x) => (x, 2);
const h = async () => ({});
const i = (x) =>
  x
    ? 1
    : 2;
for (var k = (x) => ("a" in x); false;);
console.log(f(), g(1), h() instanceof Promise, i(0), k({ a: 1 }));
