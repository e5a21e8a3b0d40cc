if (true) function f() { return 1; }
console.log(f());
g: function h() { return 2; }
console.log(h());
