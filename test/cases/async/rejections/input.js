async function fails() {
  await null;
  throw new Error("later");
}
async function f() {
  try {
    await fails();
  } catch (e) {
    console.log(e.message);
    await null;
  } finally {
    console.log("finally");
    await null;
  }
  return fails();
}
module.exports = (async () => {
  await f().catch((e) => {
    console.log("again", e.message);
  });
})();
