function* count(name) {
  for (let n = 0; n < 3; n++) {
    console.log(name, n);
    yield n;
  }
}
const [a, b] = [count("a"), count("b")];
for (const x of a) {
  console.log(x === b.next().value);
}
