const order = [];
const t = (n) => {
  order.push(n);
  return {};
};
({
  [(order.push("k"), "x")]: t("target").c = order.push("default"),
} = t("source"));
[
  t("e").e,
  ...t("f").f
] = [t("g")];
const { a = t("a"), ...rest } = t("h");
console.log(order.join());
