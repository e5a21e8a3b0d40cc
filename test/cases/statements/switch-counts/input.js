const names = [];
const is = (x) => {
  names.push(x);
  return x;
};
for (const x of [1, 2, 3]) {
  switch (x) {
    default:
      names.push("default");
    case is(1):
      names.push("one");
      break;
    case is(2): {
      names.push("two");
    }
  }
}
switch (1) {}
console.log(names.join());
