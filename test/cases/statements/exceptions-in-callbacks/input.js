const f = () => {
  throw new Error("x");
};
const g = () => {
  try {
    f();
  } catch {
    return 1;
  }
};
console.log(g(), [1, 2].map(() => {
  try {
    return f();
  } catch {
    return 3;
  }
}));
try {
  [3, 2].sort(f);
} catch (e) {
  console.log(e.message);
}
