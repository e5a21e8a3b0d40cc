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
};
