1;
do {
  6;
  break;
} while (0);
