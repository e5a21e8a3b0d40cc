// A generator of a million numbers for each round, consumed by a loop: as examples/generator, in JavaScript.
function* numbers(count) {
  for (let n = 0; n < count; n++) {
    yield n;
  }
}

function expensive(count) {
  let sum = 0;
  for (const n of numbers(count)) {
    sum += n;
  }
  return sum;
}

module.exports = (rounds) => expensive(rounds * 1_000_000);
