// Generators that feed each other: delegation, early returns, iteration of a tree.
function* range(end) {
  for (let n = 0; n < end; n++) yield n;
}

function* map(source, change) {
  for (const item of source) yield change(item);
}

function* filter(source, accepts) {
  for (const item of source) if (accepts(item)) yield item;
}

function* take(source, count) {
  let left = count;
  for (const item of source) {
    if (left-- === 0) return;
    yield item;
  }
}

function tree(depth, value) {
  return depth === 0 ? null : { left: tree(depth - 1, 2 * value), value, right: tree(depth - 1, 2 * value + 1) };
}

function* walk(node) {
  if (node === null) return;
  yield* walk(node.left);
  yield node.value;
  yield* walk(node.right);
}

module.exports = (rounds) => {
  let sum = 0;
  for (let round = 0; round < 4 * rounds; round++) {
    const numbers = take(filter(map(range(1_000_000), (n) => (n * 7) % 1_001), (n) => n % 3 !== 0), 40_000);
    for (const n of numbers) sum += n;
  }
  const root = tree(13, 1);
  for (let round = 0; round < 2 * rounds; round++) for (const value of walk(root)) sum += value % 10;
  return sum;
};
