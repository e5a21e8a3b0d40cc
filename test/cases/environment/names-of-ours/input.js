{
  const $s = 1;
  const [s, h, p, q, k] = [1, 2, 3, 4, 5];
  console.log($s, s, h, p, q, k);
}
