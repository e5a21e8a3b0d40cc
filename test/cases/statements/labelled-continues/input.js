let turns = 0;
outer:
for (let i = 0; i < 3; i++) {
  inner: while (true) {
    turns++;
    if (turns % 2 === 0) continue outer;
    do {
      continue inner;
    } while (true);
  }
}
console.log(turns);
