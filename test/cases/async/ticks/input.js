const order = [];
async function a() {
  order.push("a1");
  await null;
  order.push("a2");
  try {
    await Promise.reject(1);
  } catch {
    order.push("a3");
  }
  return 1;
}
async function b() {
  await null;
  order.push("b1");
  return Promise.resolve(2);
}
async function* c() {
  yield 1;
  yield Promise.resolve(2);
  return 3;
}
module.exports = (async () => {
  const all = [
    a().then(() => order.push("a")), b().then(() => order.push("b")),
    (async () => {
      for await (const x of c()) order.push("c" + x);
    })(),
  ];
  for (let i = 0; i < 12; i++) {
    await null;
    order.push(i);
  }
  await Promise.all(all);
  console.log(order.join(" "));
})();
