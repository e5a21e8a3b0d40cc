const order = [];
async function a() {
  order.push("a1");
  await null;
  order.push("a2");
}
a().then(() => order.push("a"));
module.exports = (async () => {
  for (let i = 0; i < 3; i++) {
    await null;
    order.push(i);
  }
  console.log(order);
})();
