const closing = () => ({
  [Symbol.iterator]() {
    return {
      next: () => ({ done: false, value: 1 }),
      return() {
        console.log("closed");
        return {};
      },
    };
  },
});
function f() {
  for (const x of closing()) {
    return x;
  }
}
outer: for (const y of [1]) {
  for (const x of closing()) {
    continue outer;
  }
}
try {
  for (const x of closing()) {
    throw x;
  }
} catch (e) {
  console.log(f(), e);
}
const [first] = closing();
