1;
function f() {}
class A {}
let b;
{}
