const closing = (n) => ({
  [Symbol.asyncIterator]() {
    let i = 0;
    return {
      async next() { return { done: i >= n, value: i++ }; },
      async return() { console.log("closed"); return {}; },
    };
  },
});
async function f(mode) {
  for await (const x of closing(3)) {
    if (mode === "break") break;
    if (mode === "return") return x;
    if (mode === "throw") throw mode;
    if (mode === "continue") continue;
    console.log(x);
  }
  return "end";
}
module.exports = (async () => {
  for (const mode of ["break", "return", "throw", "continue", ""]) {
    console.log(mode, await f(mode).catch((e) => e));
  }
})();
