8;
L: {
  9;
  break L;
}
