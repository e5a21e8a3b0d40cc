const f = function (a, b = 2, ...c) {
  return arguments.length;
};
const g = (a) => a;
console.log(f.length, f(1, 2, 3), g.length, "prototype" in g, "prototype" in f, Object.getOwnPropertyNames(f));
try {
  new g();
} catch (e) {
  console.log(e.name);
}
console.log(typeof new f());
