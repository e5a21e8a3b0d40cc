async function f(name) {
  for (let n = 0; n < 2; n++) {
    await null;
    step(name, n);
  }
  return name;
}
function step(name, n) {
  console.log(name, n);
}
module.exports = (async () => {
  console.log(await Promise.all([f("a"), f("b"), f("c")]));
})();
