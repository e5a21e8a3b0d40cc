function f(x) {
  switch (x) {
    case 0:
      let y = 1;
    case 1:
      y = 2;
      return y;
    default:
      function z() { return 3; }
      return z();
  }
}
console.log(f(0), f(2));
try {
  f(1);
} catch (e) {
  console.log(e.name);
}
