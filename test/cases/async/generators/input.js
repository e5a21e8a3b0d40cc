async function* g() {
  try {
    const x = yield 1;
    console.log(x);
    yield 2;
  } finally {
    console.log("finally");
    await null;
  }
}
async function* returned() { return Promise.resolve(9); }
async function* caught() {
  try {
    return Promise.reject(1);
  } catch (e) {
    return "caught " + e;
  }
}
async function* caughtAwaiting() {
  try {
    return await Promise.reject(1);
  } catch (e) {
    return "caught " + e;
  }
}
async function* delegates() { yield* g(); }
module.exports = (async () => {
  const i = g();
  console.log(await i.next(), await i.next("v"), await i.return("r"), await i.next());
  console.log(await returned().next(), await caught().next().catch((e) => e), await caughtAwaiting().next());
  const j = delegates();
  console.log(await j.next(), await j.throw(5).catch((e) => e));
})();
