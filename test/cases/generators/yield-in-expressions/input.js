function* g() {
  const x = (yield 1) + (yield 2);
  console.log(x, [yield 3, ...(yield 4)], { a: yield 5, [yield 6]: 1 });
  console.log(`${yield}`, yield, (yield) ? yield 7 : yield 8);
  const o = { f: (...xs) => xs.length };
  console.log(o.f(yield 9,
    yield 10), (yield 11)?.length);
  for (const y of yield 12) console.log(y);
}
const i = g();
let answer;
for (let step = i.next(); !step.done; step = i.next(answer)) {
  answer = step.value === 4 || step.value === 12 ? ["in"] : step.value;
}
