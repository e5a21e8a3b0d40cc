let n = 0;
for (
  let i = 0;
  i < 5;
  i++
) {
  n += i;
}
for (;;) {
  if (++n === 14)
    break;
}
console.log(n);
