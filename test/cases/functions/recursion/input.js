function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
const even = (n) => n === 0 || odd(n - 1);
const odd = (n) => n !== 0 && even(n - 1);
console.log(fib(10), even(50));
