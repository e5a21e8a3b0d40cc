function n() {
  if (true) {
    function g() { return 1; }
  }
  function g() { return 2; }
  return g();
}
console.log(n());
