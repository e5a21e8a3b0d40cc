const o = { n: null, f: () => o, async g() { return null; } };
let nothing;
const says = async (run) => {
  try {
    await run();
  } catch ({ message }) {
    console.log(message);
  }
};
function* items() {
  try {
    (yield 1).nope();
  } catch ({ message }) {
    console.log(message);
  }
  const { a } = yield 2;
}
const run = async () => {
  await says(() => o.f().f(1).nope());
  await says(() => o
    .f());
  await says(() => nothing.x);
  await says(async () => (await o.g()).nope());
  await says(async () => (await o.f()).nope());
  await says(async () => { (await o.g())(); });
  await says(async () => { new (await o.g())(); });
  await says(async () => { const { a } = await o.g(); });
  await says(async () => { let a; ({ a } = await o.g()); });
  await says(async () => (await o.f())`text`);
  await says(async () => (await o.f())?.nope());
  await says(async () => o[await o.g()]());
  await says(async () => o.f(await o.g()).nope());
  await says(async () => (
    await o.f()
  ).f().nope());
  await says(async () => { for (const a of o) await a; });
  await says(async () => { Reflect.get(await nothing, "x"); });
  const one = items();
  one.next();
  one.next({});
  await says(() => one.next(null));
};
module.exports = run();
