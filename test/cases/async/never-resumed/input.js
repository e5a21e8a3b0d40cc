async function f() {
  await new Promise(() => {});
  console.log("never");
}
f();
f();
console.log("done");
