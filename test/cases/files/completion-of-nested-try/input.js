1;
try {
  2;
  try {
    3;
  } finally {
    4;
  }
} catch {
  5;
}
