function f(x) {
  return x + 1;
}
function g(x) {
  throw f(x);
}
try {
  g(1);
} catch (e) {
  console.log(e);
}
