// Queues, limits, retries, graphs of tasks and reductions, with callbacks and with async functions, ROUNDS times (20 unless told).
const async = require("async");

const said = [];
const say = (...words) => void said.push(words.join(" "));
/** Answers after some turns of the event loop; every seventh time it fails. */
const later = (value, done) => {
  let turns = value % 3;
  const turn = () => (turns-- > 0 ? setImmediate(turn) : value % 7 === 6 ? done(new Error(`no ${value}`)) : done(null, value * 2));
  setImmediate(turn);
};
const soon = async (value) => {
  await null;
  if (value % 7 === 6) throw new RangeError(`never ${value}`);
  return value + 1;
};
const numbers = Array.from({ length: 20 }, (_, i) => i);
const few = [0, 1, 2, 3, 4, 5];

const works = {
  mapLimit: () => async.mapLimit(few, 2, later),
  mapFails: () => async.map(numbers, later),
  mapSeries: () => async.mapSeries(few, soon),
  filter: () => async.filterLimit(numbers, 4, async (n) => (await soon(n % 6)) % 2 === 0),
  reduce: () => async.reduce(few, 0, (sum, n, done) => later(n, (failure, value) => done(failure, sum + value))),
  transform: () => async.transform(few, (all, n, done) => (all.push(n * 2), setImmediate(done))),
  sortBy: () => async.sortBy([3, 1, 2], (n, done) => setImmediate(done, null, -n)),
  groupBy: () => async.groupBy(numbers, async (n) => (n % 3 ? "some" : "third")),
  concat: () => async.concat(few, async (n) => [n, n]),
  detect: () => async.detect(numbers, async (n) => n > 4),
  some: () => async.some(few, async (n) => n === 3),
  every: () => async.every(few, async (n) => n < 3),
  parallel: () => async.parallel({ one: async () => 1, two: (done) => later(2, done) }),
  series: () => async.series([(done) => later(1, done), async () => soon(6)]),
  reflected: () => async.parallel(async.reflectAll([async () => 1, async () => soon(6), (done) => later(13, done)])),
  waterfall: () => async.waterfall([(done) => done(null, 3), later, (n, done) => done(null, n, n + 1), async (a, b) => a * b]),
  auto: () => async.auto({ a: (done) => later(1, done), b: ["a", ({ a }, done) => later(a, done)], c: ["a", "b", async ({ a, b }) => a + b] }),
  autoInject: () => async.autoInject({ a: (done) => done(null, 1), b: ["a", async (a) => a + 1] }),
  wrongAuto: () => async.auto({ a: ["b", (results, done) => done()], b: ["a", (results, done) => done()] }),
  retry: () => {
    let left = 3;
    return async.retry({ times: 5, interval: 0 }, (done) => (--left > 0 ? done(new Error("again")) : later(left, done)));
  },
  whilst: () => {
    let n = 0;
    return async.whilst(async () => n < 5, async () => (n += 2));
  },
  until: () => {
    let n = 0;
    return async.doUntil((done) => later(n++, done), (value, done) => done(null, value >= 6));
  },
  race: () => async.race([(done) => later(2, done), async () => "quick"]),
  tryEach: () => async.tryEach([async () => soon(6), async () => "second"]),
  times: () => async.timesLimit(6, 3, async (n) => n * n),
  eachOf: () => async.eachOf(new Map([["a", 1], ["b", 2]]), async ([key, value], index) => say("each", key, value, index)),
  forever: () => {
    let left = 4;
    return async.forever((next) => setImmediate(next, left-- > 0 ? null : new Error("enough")));
  },
  applied: () => async.applyEach([async (x) => x, async (x) => x * 2])(4),
  sequence: () => async.seq(later, soon, async.asyncify((n) => n * 10)).call(null, 2),
  memoized: async () => {
    const known = async.memoize((n, done) => (say("asked", n), later(n, done)));
    const ask = (n) => new Promise((done) => known(n, (_failure, value) => done(value)));
    return [await ask(1), await ask(1), ...(await Promise.all([ask(2), ask(2)]))];
  },
  queue: async () => {
    const queue = async.queue(async (n) => say("work", await soon(n)), 3);
    queue.error((failure, n) => say("failed", n, failure.message));
    queue.saturated(() => say("saturated"));
    queue.push(numbers);
    queue.unshift(99);
    queue.remove(({ data }) => data === 17);
    queue.pause();
    setImmediate(() => queue.resume());
    await queue.drain();
    return [queue.length(), queue.running(), queue.idle()];
  },
  priorityQueue: async () => {
    const queue = async.priorityQueue((n, done) => later(n, done), 2);
    for (const n of [5, 1, 4, 2]) queue.push(n, n).then((value) => say("served", value));
    await queue.drain();
    return queue.started;
  },
  cargo: async () => {
    const cargo = async.cargo((tasks, done) => (say("load", tasks.join()), setImmediate(done)), 4);
    for (const n of numbers) cargo.push(n).catch(say);
    return cargo.drain();
  },
};

async function main() {
  for (let round = 0; round < Number(process.env.ROUNDS ?? 20); round++) {
    said.length = 0;
    for (const [name, work] of Object.entries(works)) {
      try {
        say(name, JSON.stringify(await work()));
      } catch (failure) {
        say(name, "failed with", failure.name, failure.message);
      }
    }
  }
  process.stdout.write(`${said.join("\n")}\n`);
}

main();
