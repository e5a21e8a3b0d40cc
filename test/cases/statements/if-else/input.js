function f(a, b) {
  if (a) {
    return 1;
  } else if (b)
    return 2;
  else
    return 3;
}
console.log(f(1, 0), f(0, 1), f(0, 0));
