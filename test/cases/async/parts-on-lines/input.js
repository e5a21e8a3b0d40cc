const f = async (...xs) => xs.length;
const o = { a: async () => o, b: async (x) => x };
module.exports = (async () => {
  console.log(
    await f(
      await f(1),
      await f(1, 2),
    ),
    await (await o
      .a())
      .b(
        await 3,
      ),
  );
})();
