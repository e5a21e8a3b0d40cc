const resource = (name: string) => ({
  name,
  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    console.log("disposed", name);
  },
});
function f() {
  using a = resource("a");
  using b = resource("b");
  console.log(a.name, b.name);
  return "result";
}
console.log(f());
for (using x of [resource("x"), resource("y")]) console.log(x.name);
{
  using c = resource("c");
  console.log("in the block");
}
