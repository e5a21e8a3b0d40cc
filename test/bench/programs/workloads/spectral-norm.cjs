// The spectral norm of a matrix that is never stored: a tiny function called from nested loops.
const size = 900;

function element(i, j) {
  return 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
}

function times(vector, result) {
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += element(i, j) * vector[j];
    result[i] = sum;
  }
}

function transposedTimes(vector, result) {
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += element(j, i) * vector[j];
    result[i] = sum;
  }
}

module.exports = (rounds) => {
  const u = new Float64Array(size).fill(1);
  const v = new Float64Array(size);
  const between = new Float64Array(size);
  for (let round = 0; round < 4 * rounds; round++) {
    times(u, between);
    transposedTimes(between, v);
    times(v, between);
    transposedTimes(between, u);
  }
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < size; i++) {
    top += u[i] * v[i];
    bottom += v[i] * v[i];
  }
  return Math.sqrt(top / bottom).toFixed(9);
};
