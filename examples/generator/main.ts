/** A generator of ten million numbers, consumed by a loop: seventy million line events, and nothing else to hide behind. */
function* numbers(count: number): Generator<number> {
  for (let n = 0; n < count; n++) {
    yield n;
  }
}

function expensive(count: number): number {
  let sum = 0;
  for (const n of numbers(count)) {
    sum += n;
  }
  return sum;
}

console.log(expensive(Number(process.env["NUMBERS"] ?? 10_000_000)));
