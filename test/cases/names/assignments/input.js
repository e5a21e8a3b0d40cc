let a, b = null, c = 1, d;
a = () => {};
b ??= function () {};
c &&= () => {};
d ||= class {};
console.log(a.name, b.name, c.name, d.name);
