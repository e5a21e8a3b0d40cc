3;
try {
  4;
  let z;
} finally {
  5;
}
