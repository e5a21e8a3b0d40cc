const resource = (name: string) => ({
  name,
  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await null;
    console.log("disposed", name);
  },
});
async function f() {
  await using a = resource("a");
  console.log(a.name);
  return "result";
}
console.log(await f());
