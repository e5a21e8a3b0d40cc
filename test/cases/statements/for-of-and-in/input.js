let seen = "";
for (const x of [1, 2, 3]) {
  if (x === 2) continue;
  seen += x;
}
for (const k in { a: 1, b: 2 })
  seen += k;
for (const x of [1, 2, 3]) {
  if (x === 2) break;
}
for (const x of []) seen += "never";
for (const
  [a, b] of
  [[1, 2]]
) {
  seen += a + b;
}
console.log(seen);
