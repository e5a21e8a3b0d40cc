const seen = [];
[3, 1, 2].sort((a, b) => {
  seen.push(a + b);
  return a - b;
});
JSON.parse("[1,2]", (k, v) => {
  return v;
});
"abc".replace(/./g, (c) =>
  c.toUpperCase());
console.log(seen.length > 1, [1, 2].map((n) => n * 2));
