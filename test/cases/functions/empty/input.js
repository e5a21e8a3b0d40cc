function f() {}
const g = () => {};
class A { m() {} constructor() {} static {} }
f();
g();
g();
console.log(new A().m());
