1;
for (const x of [1, 2]) {
  x * 5;
  var last = x;
}
