L: for (var i = 0; i < 3; i++) {
  for (;;) {
    if (i == 1) continue L;
    break L;
  }
}
M: {
  console.log(i);
  break M;
}
N: O: for (const x of [1, 2]) continue N;
P: console.log(2);
Q: if (i === 0) {
  break Q;
}
R:
S:
while (true) {
  break R;
}
