/** Three ways to mark what should be profiled; with `--select marked` everything else runs as it is. */
import { profile } from "@perline/runtime";

/** @profile */
function sieve(limit: number): Uint8Array {
  const composite = new Uint8Array(limit + 1);
  for (let n = 2; n * n <= limit; n++) {
    if (composite[n] === 1) continue;
    for (let multiple = n * n; multiple <= limit; multiple += n) {
      composite[multiple] = 1;
    }
  }
  return composite;
}

class Primes {
  constructor(private readonly limit: number, private readonly composite: Uint8Array) {}

  @profile
  list(): number[] {
    const primes: number[] = [];
    for (let n = 2; n <= this.limit; n++) {
      if (this.composite[n] === 0) primes.push(n);
    }
    return primes;
  }
}

const widestGap = profile(function widestGap(primes: readonly number[]): number {
  let widest = 0;
  for (let i = 1; i < primes.length; i++) {
    widest = Math.max(widest, (primes[i] ?? 0) - (primes[i - 1] ?? 0));
  }
  return widest;
});

const limit = Number(process.env["LIMIT"] ?? 5_000_000);
const primes = new Primes(limit, sieve(limit)).list();
console.log(`${primes.length} primes up to ${limit}, widest gap ${widestGap(primes)}`);
