function f(...xs) {
  return xs.length;
}
f(
  f(1),
  2,
  f(
    3,
    ...[f(4)],
  ),
  f,
  `${f()}
   ${f()}`,
);
console.log(f(f(1),
  f(2), f(3)
));
