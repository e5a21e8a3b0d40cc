1;
try {
  2;
  null.x;
} catch {
  6;
}
