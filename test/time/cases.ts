/** Programs under controlled time, each line behind what a report says of it; written by hand from the definitions. */
export const cases: Readonly<Record<string, string>> = {
  "recursion is charged once": `
    hits total  self await throws │
                                  │ function down(n) {
       4    40    40              │   spend(10);
       4    30     0              │   if (n > 0) down(n - 1);
                                  │ }
       1    40     0              │ down(3);
       0                          │ outside and idle
`,
  "mutual recursion": `
    hits total  self await throws │
                                  │ function even(n) {
       3    30    30              │   spend(10);
       3    60     0              │   return n === 0 || odd(n - 1);
                                  │ }
                                  │ function odd(n) {
       2    40    40              │   spend(20);
       2    40     0              │   return n !== 0 && even(n - 1);
                                  │ }
       1    70     0              │ even(4);
       0                          │ outside and idle
`,
  "callbacks inside built-ins": `
    hits total  self await throws │
       1    30     0              │ [1, 2, 3].map(
                                  │   (x) =>
       3    30    30              │     spend(10));
       1    20     0              │ "aa".replace(/a/g, () => {
       2    20    20              │   spend(10);
                                  │ });
       1    40     0              │ JSON.parse("[1]", function (key, value) {
       2    40    40              │   spend(20);
                                  │ });
       1                          │ const o = {
                                  │   get x() {
       1    50    50              │     spend(50);
                                  │   },
                                  │   toString() {
       1    60    60              │     spend(60);
       1                          │     return "";
                                  │   },
                                  │ };
       1    50     0              │ o.x;
       1    60     0              │ String(o);
       0                          │ outside and idle
`,
  "a generator resumed from two places, ended by return": `
    hits total  self await throws │
                                  │ function* count() {
                                  │   try {
       1    10    10              │     spend(10);
       1                          │     yield 1;
       1    20    20              │     spend(20);
       1                          │     yield 2;
                                  │   } finally {
       1    40    40              │     spend(40);
                                  │   }
                                  │ }
       1                          │ const g = count();
       1    10     0              │ g.next();
       1   100   100              │ spend(100);
       1    20     0              │ [0].map(
                                  │   () =>
       1    20     0              │     g.next());
       1    40     0              │ g.return(3);
       0                          │ outside and idle
`,
  "a generator ended by throw": `
    hits total  self await throws │
                                  │ function* count() {
                                  │   try {
       1     0     0     0      1 │     yield 1;
       1     0     0              │   } catch {
       1    30    30              │     spend(30);
                                  │   }
                                  │ }
       1                          │ const g = count();
       1                          │ g.next();
       1    30     0              │ g.throw(new Error("from outside"));
       0                          │ outside and idle
`,
  "awaits, resumed by a rejection": `
    hits total  self await throws │
                                  │ function late() {
       1     0     0     0      1 │   throw new Error("late");
                                  │ }
                                  │ async function f() {
       1    10    10              │   spend(10);
                                  │   try {
       1     0     0    50      1 │     await wait(50).then(late);
       1     0     0              │   } catch {
       1    20    20              │     spend(20);
                                  │   }
       1     0     0    30        │   await wait(30);
       1    40    40              │   spend(40);
                                  │ }
       1    10     0              │ f();
       1    10    10              │ spend(10);
      70                          │ outside and idle
`,
  "many at once": `
    hits total  self await throws │
                                  │ async function f(n) {
       3     0     0   600        │   await wait(100 * n);
       3    30    30              │   spend(10);
                                  │ }
                                  │ async function all() {
       1     0     0   310        │   await Promise.all([f(1), f(2), f(3)]);
       1    10    10              │   spend(10);
                                  │ }
       1     0     0              │ all();
     280                          │ outside and idle
`,
  "for await": `
    hits total  self await throws │
                                  │ async function* items() {
       1     0     0    50        │   await wait(50);
       1     0     0              │   yield 1;
       1    20    20              │   spend(20);
                                  │ }
                                  │ async function f() {
       2     0     0    70        │   for await (const x of items()) {
       1    30    30              │     spend(30);
                                  │   }
                                  │ }
       1     0     0              │ f();
      50                          │ outside and idle
`,
  "exceptions through frames": `
    hits total  self await throws │
                                  │ function a() {
       1    10    10              │   spend(10);
       1     0     0     0      1 │   throw new Error("a");
                                  │ }
                                  │ function b() {
                                  │   try {
       1    10     0     0      1 │     a();
                                  │   } finally {
       1    20    20              │     spend(20);
                                  │   }
                                  │ }
                                  │ try {
       1    30     0     0      1 │   [0].forEach(b);
       1     0     0              │ } catch {
       1    30    30              │   spend(30);
                                  │ }
       0                          │ outside and idle
`,
  "timers": `
    hits total  self await throws │
                                  │ function tick() {
       2    20    20              │   spend(10);
                                  │ }
       1     0     0              │ after(50, tick);
       1     0     0              │ after(100, tick);
       1    10    10              │ spend(10);
      80                          │ outside and idle
`,
  "await using, left in each way": `
    hits total  self await throws │
       5     0     0              │ const resource = (ns) => ({ [Symbol.asyncDispose]: () => wait(ns) });
                                  │ async function f(way) {
                                  │   {
       3     0     0   120        │     await using a = resource(40);
       3    60    60              │     spend(20);
       3    30    30              │     if (way === 1) return spend(30);
       2     0     0     0      1 │     if (way === 2) throw way;
                                  │   }
       1    10    10              │   spend(10);
                                  │ }
                                  │ async function* g() {
       1                          │   const step = 10;
       1     0     0    70        │   await using b = resource(30), c = resource(40);
       1                          │   yield step;
       1    10    10              │   spend(step);
                                  │ }
       1    20     0    50        │ await f(0);
       1    50     0    40        │ await f(1);
                                  │ try {
       1    20     0    40      1 │   await f(2);
       1                          │ } catch {
       1    10    10              │   spend(10);
                                  │ }
       2     0     0    80        │ for await (const step of g()) {
       1    10    10              │   spend(step);
                                  │ }
     190                          │ outside and idle
`,
  "await using, left before the next": `
    hits total  self await throws │
       4     0     0              │ const resource = (ns) => ({ [Symbol.asyncDispose]: () => wait(ns) });
                                  │ async function f(way) {
                                  │   {
       3     0     0    80        │     await using a = resource(40);
       3    60    60              │     spend(20);
       3                          │     if (way === 1) return;
       2     0     0     0      1 │     if (way === 2) throw way;
       1     0     0    70        │     await using b = resource(30);
       1    10    10              │     spend(10);
                                  │   }
                                  │ }
       1    30     0    70        │ await f(0);
       1    20     0    40        │ await f(1);
                                  │ try {
       1    20     0    40      1 │   await f(2);
       1                          │ } catch {
       1    10    10              │   spend(10);
                                  │ }
     150                          │ outside and idle
`,
  "top-level await": `
    hits total  self await throws │
       1                          │ const late = async () => {
       1     0     0    40        │   await wait(40);
       1    20    20              │   spend(20);
                                  │ };
       1     0     0    60        │ await late();
       1    30    30              │ spend(30);
      40                          │ outside and idle
`,
  "sort": `
    hits total  self await throws │
       1    20     0              │ [1, 2, 3].sort((a, b) => {
       2    20    20              │   spend(10);
       2                          │   return a - b;
                                  │ });
                                  │ try {
       1    30     0     0      1 │   [2, 1].sort(() => {
       1    30    30              │     spend(30);
       1     0     0     0      1 │     throw new Error("not comparable");
                                  │   });
       1                          │ } catch {
       1    40    40              │   spend(40);
                                  │ }
       0                          │ outside and idle
`,
  "proxies": `
    hits total  self await throws │
       1                          │ const traps = {
                                  │   get(target, key) {
       1    10    10              │     spend(10);
       1                          │     return target[key];
                                  │   },
                                  │   has() {
       1    20    20              │     spend(20);
       1                          │     return true;
                                  │   },
                                  │   set() {
       1    30    30              │     spend(30);
       1                          │     return true;
                                  │   },
                                  │   ownKeys() {
       1    40    40              │     spend(40);
       1                          │     return [];
                                  │   },
                                  │   apply(target, self, values) {
       1    50    50              │     spend(50);
       1    60     0              │     return target(...values);
                                  │   },
                                  │ };
                                  │ function target(ns) {
       1    60    60              │   spend(ns);
                                  │ }
       1                          │ const o = new Proxy({ x: 1 }, traps);
       1    10     0              │ o.x;
       1    20     0              │ "y" in o;
       1    30     0              │ o.x = 2;
       1    40     0              │ Object.keys(o);
       1   110     0              │ new Proxy(target, traps)(60);
       0                          │ outside and idle
`,
  "accessors": `
    hits total  self await throws │
       1                          │ class A {
                                  │   get x() {
       3    30    30              │     spend(10);
       3                          │     return 1;
                                  │   }
                                  │   set x(value) {
       3    60    60              │     spend(20);
                                  │   }
                                  │   static get y() {
       1    50    50              │     spend(50);
       1    10    10     0      1 │     throw (spend(10), new Error("y"));
                                  │   }
                                  │ }
       1                          │ class B extends A {
                                  │   get x() {
       1    10     0              │     return super.x +
       1    10    10              │       spend(10);
                                  │   }
                                  │   set x(value) {
       1    20     0              │     super.x = value;
                                  │   }
                                  │ }
       1                          │ const a = new A();
       1    40     0              │ a.x += a.x;
       1                          │ const b = new B();
       1    20     0              │ b.x;
       1    20     0              │ b.x = 1;
       1    20     0              │ ({ x: a.x } = { x: 1 });
                                  │ try {
       1    60     0     0      1 │   A.y;
       1                          │ } catch {
       1    30    30              │   spend(30);
                                  │ }
       0                          │ outside and idle
`,
  "event emitters": `
    hits total  self await throws │
       1                          │ const emitter = new EventEmitter();
       1                          │ emitter.on("step", (ns) => {
       2    30    30              │   spend(ns);
                                  │ });
       1                          │ emitter.once("step", () => {
       1    50    50              │   spend(50);
       1    20     0              │   emitter.emit("step", 20);
                                  │ });
       1    80     0              │ emitter.emit("step", 10);
                                  │ try {
       1     0     0     0      1 │   emitter.emit("error", new Error("heard by nobody"));
       1                          │ } catch {
       1    10    10              │   spend(10);
                                  │ }
       0                          │ outside and idle
`,
  "streams": `
    hits total  self await throws │
       1                          │ let n = 0;
       1                          │ const source = new stream.Readable({
                                  │   objectMode: true,
                                  │   read() {
       4    40    40              │     spend(10);
       4                          │     this.push(n < 3 ? n++ : null);
                                  │   },
                                  │ });
                                  │ async function f() {
       4     0     0    40        │   for await (const item of source) {
       3    60    60              │     spend(20);
                                  │   }
       1    10    10              │   spend(10);
                                  │ }
       1    10     0              │ f();
       0                          │ outside and idle
`,
  "a pipeline of streams": `
    hits total  self await throws │
       1                          │ stream.pipeline(
                                  │   [1, 2],
       1                          │   new stream.Transform({
                                  │     objectMode: true,
                                  │     transform(item, encoding, done) {
       2    40    40              │       spend(20);
       2                          │       setImmediate(done, null, item);
                                  │     },
                                  │   }),
       1                          │   new stream.Writable({
                                  │     objectMode: true,
                                  │     write(item, encoding, done) {
       2    60    60              │       spend(30);
       2                          │       setImmediate(done);
                                  │     },
                                  │   }),
                                  │   () => {
       1    10    10              │     spend(10);
                                  │   },
                                  │ );
       0                          │ outside and idle
`,
  "dynamic import": `
    hits total  self await throws │
                                  │ async function f() {
       1     0     0    30        │   const { join } = await import("node:path");
       1    20    20              │   spend(join("a", "b").length < 9 ? 20 : 0);
       1     0     0     0      1 │   await import("node:nothing");
                                  │ }
       1                          │ const late = f();
       1    30    30              │ spend(30);
       1     0     0    60        │ await late.then(null, () => {
       1    40    40              │   spend(40);
                                  │ });
       0                          │ outside and idle
`,
  "an async generator ended early": `
    hits total  self await throws │
                                  │ async function* items() {
                                  │   try {
       2     0     0              │     yield 1;
                                  │     yield 2;
                                  │   } finally {
       2     0     0   100        │     await wait(50);
       2    40    40              │     spend(20);
                                  │   }
                                  │ }
                                  │ async function f() {
       1     0     0    70        │   for await (const x of items()) {
       1    10    10              │     spend(10);
       1                          │     break;
                                  │   }
       1    30    30              │   spend(30);
                                  │ }
       1     0     0   110        │ await f();
       1                          │ const g = items();
       1                          │ await g.next();
       1     0     0    70        │ await g.return(3);
       1                          │ const never = items();
       1                          │ await never.return();
     100                          │ outside and idle
`,
  "a thousand at once": `
    hits total  self await throws │
                                  │ async function f(n) {
    1000     0     0 5095000      │   await wait(100);
    1000 10000 10000              │   spend(10);
                                  │ }
    1000     0     0              │ const all = Array.from({ length: 1000 }, (_, n) => f(n));
       1     0     0 10100        │ await Promise.all(all);
       1    20    20              │ spend(20);
     100                          │ outside and idle
`,
};
