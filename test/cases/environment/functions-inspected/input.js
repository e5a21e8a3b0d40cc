class A {}
class B extends A {}
function f() {}
f.own = 1;
console.log(A, B, f, async () => {}, function* () {}, new (class {})());
