// Async functions that pass items through bounded queues, without any waiting but for each other: awaits by the hundred thousand.
class Queue {
  constructor(limit) {
    this.limit = limit;
    this.items = [];
    this.takers = [];
    this.givers = [];
  }

  async give(item) {
    if (this.items.length >= this.limit) await new Promise((resolve) => this.givers.push(resolve));
    this.items.push(item);
    this.takers.shift()?.();
  }

  async take() {
    while (this.items.length === 0) await new Promise((resolve) => this.takers.push(resolve));
    const item = this.items.shift();
    this.givers.shift()?.();
    return item;
  }
}

async function produce(queue, count) {
  for (let n = 0; n < count; n++) await queue.give(n);
  await queue.give(null);
}

async function transform(from, to, change) {
  for (;;) {
    const item = await from.take();
    if (item === null) return to.give(null);
    await to.give(await change(item));
  }
}

async function* drain(queue) {
  for (let item = await queue.take(); item !== null; item = await queue.take()) yield item;
}

module.exports = async (rounds) => {
  const queues = Array.from({ length: 3 }, () => new Queue(16));
  const [raw, scaled, done] = queues;
  const work = [
    produce(raw, rounds * 20_000),
    transform(raw, scaled, async (n) => n * 3),
    transform(scaled, done, async (n) => (n % 5 === 0 ? Promise.resolve(n) : n + 1)),
  ];
  let sum = 0;
  for await (const item of drain(done)) sum += item;
  await Promise.all(work);
  return sum;
};
