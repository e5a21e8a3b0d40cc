// Counts the points of a square that stay in the Mandelbrot set: an innermost loop of a few floating-point operations.
const size = 500;
const limit = 80;

function turns(cr, ci) {
  let r = 0;
  let i = 0;
  let turn = 0;
  while (turn < limit && r * r + i * i <= 4) {
    const next = r * r - i * i + cr;
    i = 2 * r * i + ci;
    r = next;
    turn++;
  }
  return turn;
}

function set(shift) {
  let inside = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (turns((2.5 * x) / size - 2 + shift, (2.5 * y) / size - 1.25) === limit) inside++;
    }
  }
  return inside;
}

module.exports = (rounds) => {
  let inside = 0;
  for (let round = 0; round < rounds; round++) inside += set(round * 1e-4);
  return inside;
};
