const fs = [];
for (let i = 0; i < 3; i++) {
  fs.push(() => i);
}
const gs = [];
for (let i = 0, n = () => i; i < 2; i++) {
  gs.push(n);
}
console.log(fs.map((f) => f()), gs.map((g) => g()));
