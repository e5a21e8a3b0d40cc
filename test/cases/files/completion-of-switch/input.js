switch (1) {
  case 1:
    7;
    break;
}
