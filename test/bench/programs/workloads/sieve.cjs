// Primes by the sieve of Eratosthenes, again and again: array stores in the tightest of loops.
function primes(limit) {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let n = 2; n <= limit; n++) {
    if (composite[n]) continue;
    count++;
    for (let multiple = n * n; multiple <= limit; multiple += n) {
      composite[multiple] = 1;
    }
  }
  return count;
}

module.exports = (rounds) => {
  let sum = 0;
  for (let round = 0; round < 25 * rounds; round++) sum += primes(200_000 + round);
  return sum;
};
