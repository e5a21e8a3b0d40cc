const o = {
  async m() { return await 1; },
  async *[Symbol.asyncIterator]() { yield await 2; },
};
class A {
  static async s() { await null; return 3; }
  async #p() { return 4; }
  async q() { return await this.#p(); }
}
const f = async (x) => await x;
const g = async x => x;
module.exports = (async () => {
  console.log(await o.m(), await A.s(), await new A().q(), await f(5), await g(6));
  for await (const x of o) console.log(x);
})();
