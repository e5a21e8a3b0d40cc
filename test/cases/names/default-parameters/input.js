function f(a = () => {}, { b = function () {} } = {}, [c = class {}] = []) {
  return [a.name, b.name, c.name];
}
console.log(f().join());
