function* g() {
  var x;
  function x() {}
  yield typeof x;
}
console.log([...g()]);
