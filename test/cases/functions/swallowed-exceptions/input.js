function fails() {
  var g;
  function g() {}
  throw new Error("out");
}
/* perline ignore next */
function swallow(f) {
  try {
    f();
  } catch {
    return "swallowed";
  }
}
console.log(swallow(fails), swallow(() => {
  fails();
}));
