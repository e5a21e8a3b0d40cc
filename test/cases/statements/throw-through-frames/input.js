function f(n) {
  if (n === 0) throw new Error("deep");
  try {
    f(n - 1);
  } finally {
    console.log(n);
  }
}
try {
  f(3);
} catch (e) {
  console.log(e.message);
}
