// Errors thrown and caught at several depths, with finally blocks on their way, beside calls that do not throw.
class Refused extends Error {
  constructor(value) {
    super(`refused ${value}`);
    this.value = value;
  }
}

let cleaned = 0;

function check(value) {
  if (value % 7 === 0) throw new Refused(value);
  return value;
}

function guarded(value, depth) {
  try {
    return depth === 0 ? check(value) : guarded(value + 1, depth - 1);
  } finally {
    cleaned++;
  }
}

function translated(value) {
  try {
    return guarded(value, value % 4);
  } catch (error) {
    if (error.value % 2 === 0) throw new RangeError(error.message);
    return -1;
  }
}

function all(values) {
  let sum = 0;
  for (const value of values) {
    try {
      sum += translated(value);
    } catch ({ message }) {
      sum += message.length;
      continue;
    }
  }
  return sum;
}

module.exports = (rounds) => {
  Error.stackTraceLimit = 0;
  const values = Array.from({ length: 1_000 }, (_, n) => n);
  let sum = 0;
  for (let round = 0; round < 40 * rounds; round++) sum += all(values);
  return [sum, cleaned];
};
