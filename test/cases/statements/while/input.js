let n = 3;
while (n > 0)
  n--;
while (n < 2) {
  n++;
}
console.log(n);
