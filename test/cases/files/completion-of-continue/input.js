for (var i = 0; i < 2; i++) {
  i + 10;
  continue;
}
