function boom() {
  throw new Error("default");
}
function f(a = boom()) {
  return a;
}
try {
  f();
} catch (e) {
  console.log(e.message);
}
console.log(f(1));
