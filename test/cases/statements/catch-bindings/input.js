try {
  throw 1;
} catch (e) {
  var e = 2;
  console.log(e);
}
console.log(e);
try {
  throw { a: 1 };
} catch ({ a, b = a + 1 }) {
  console.log(a, b);
}
try {
  throw 1;
} catch {
  console.log(3);
}
