function fails() {
  var g;
  function g() {}
  throw new Error("out");
}
function catches() {
  try {
    fails();
  } catch (e) {
    return e.message;
  }
}
console.log(catches(), catches());
