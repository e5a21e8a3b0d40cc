do {
  try {
    3;
  } finally {
    break;
  }
} while (0);
