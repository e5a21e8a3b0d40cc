const order = [];
const t = (n) => {
  order.push(n);
  return { set [n](v) { order.push("set" + n); }, get [n]() { order.push("get" + n); return 1; } };
};
t("a")[(order.push("k"), "a")] = order.push("v");
t("b")
  .b += order.push("w");
console.log(order.join());
