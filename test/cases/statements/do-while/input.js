let n = 3;
do {
  n--;
} while (n > 0);
do n++
while (n < 2);
do
  n++;
while (
  n < 4
);
console.log(n);
