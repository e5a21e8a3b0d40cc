2;
if (1) {
  3;
  var y = 4;
}
