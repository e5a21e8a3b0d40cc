function counter() {
  let n = 0;
  return () => ++n;
}
const [a, b] = [counter(), counter()];
a(); a();
console.log(a(), b());
