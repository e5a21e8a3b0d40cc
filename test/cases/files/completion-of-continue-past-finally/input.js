for (const x of [1, 2]) {
  try {
    x;
    continue;
  } finally {
    9;
  }
}
