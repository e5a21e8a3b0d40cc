const order: string[] = [];
const tick = async (name: string, times: number) => {
  for (let time = 1; time <= times; time++) {
    await null;
    order.push(`${name}${time}`);
  }
};
const resource = (name: string, fails = false) => ({
  async [Symbol.asyncDispose]() {
    order.push(`close ${name}`);
    await null;
    if (fails) throw new Error(`${name} fails`);
  },
});
async function left(way: string) {
  for (const turn of [1, 2]) {
    await using first = resource(hoisted());
    if (way === "continue") continue;
    if (way === "break") break;
    if (way === "return") return turn;
    if (way === "throw") throw new Error(way);
    if (way === "reject") await Promise.reject(new Error(way));
    const value = "b";
    await using second = resource((() => value)(), way === "fail");
    using third = { [Symbol.dispose]: () => order.push("close c") };
    function hoisted() { return "a"; }
    order.push(`end ${turn}`);
  }
  return way;
}
async function nothing() {
  await using none = null;
  return "nothing";
}
async function* items() {
  await using own = resource("items");
  try {
    yield 1;
    yield 2;
  } finally {
    order.push("finally");
  }
}
async function looped() {
  for await (const item of items()) {
    if (item === 2) return item;
  }
}
async function told(what: Promise<unknown>) {
  const ticking = tick("t", 12);
  const outcome = await what.then(String, String);
  await ticking;
  console.log(outcome, order.splice(0).join());
}
for (const way of ["end", "continue", "break", "return", "throw", "reject", "fail"]) await told(left(way));
await told(nothing());
await told(looped());
