// Functions that make functions: composition, currying, memoisation, array methods with callbacks, counters in scopes.
const compose = (...functions) => (value) => functions.reduce((result, next) => next(result), value);
const curry = (fn) => (a) => (b) => fn(a, b);

function memoised(fn) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, fn(key));
    return known.get(key);
  };
}

function counter() {
  let count = 0;
  return { up: () => ++count, get: () => count };
}

const add = curry((a, b) => a + b);
const times = curry((a, b) => a * b);
const step = compose(add(3), times(2), (n) => n % 1_009, add(-1));
const collatz = memoised((n) => {
  let turns = 0;
  for (let at = n; at !== 1; at = at % 2 === 0 ? at / 2 : 3 * at + 1) turns++;
  return turns;
});

module.exports = (rounds) => {
  const { up, get } = counter();
  const numbers = Array.from({ length: 2_000 }, (_, n) => n + 1);
  let sum = 0;
  for (let round = 0; round < 100 * rounds; round++) {
    sum += numbers
      .map((n) => step(n + round))
      .filter((n) => n % 2 === 0)
      .map((n) => collatz(n + 1))
      .reduce((total, n) => total + n + up(), 0) % 1_000_003;
    numbers.forEach((n) => n % 10 === 0 && up());
  }
  return [sum, get()];
};
