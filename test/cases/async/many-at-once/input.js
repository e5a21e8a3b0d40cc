async function one(n) {
  await null;
  return n;
}
module.exports = (async () => {
  const all = await Promise.all(Array.from({ length: 100 }, (_, n) => one(n)));
  const settled = await Promise.allSettled([one(1), Promise.reject(2)]);
  const raced = await Promise.race([one(3), one(4)]);
  console.log(all.length, settled.map((each) => each.status), raced);
})();
