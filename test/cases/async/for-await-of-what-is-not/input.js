module.exports = (async () => {
  for await (const x of [1, Promise.resolve(2)]) console.log(x);
  try {
    for await (const x of [Promise.reject("r")]) console.log(x);
  } catch (e) {
    console.log(e);
  }
  for await (const { a = 1, b } of [{ b: 2 }]) console.log(a, b);
  outer: for (const y of [1, 2]) {
    for await (const x of [y, y]) {
      if (y === 1) continue outer;
      console.log(x);
      break outer;
    }
  }
})();
