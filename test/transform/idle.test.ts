/** Behind whatever a program does with its activations the shadow stack is empty, and nothing waits that has ended. */
import { expect } from "chai";
import { run } from "./instrumented-program.js";

const programs: Record<string, string> = {
  "generators ended before they start, and after they end": `
function* g() { yield 1; }
const early = g(); early.return(2);
const late = g(); [...late]; late.return(3); late.next();
for (const i of [g(), late]) try { i.throw(new Error("x")); } catch {}
`,
  "generators that are abandoned": `
function* g() { try { yield 1; yield 2; } finally { yield 3; } }
g(); g().next();
const [first] = g();
for (const x of g()) break;
outer: for (const x of g()) for (const y of g()) continue outer;
const held = g(); held.next(); held.return();
`,
  "generators resumed from different depths": `
function* g() { let x = 0; for (;;) x += yield x; }
const i = g();
function deep(n) { return n === 0 ? i.next(1).value : deep(n - 1); }
deep(0); deep(5); deep(2);
function* outer() { yield* g(); }
const o = outer(); o.next(); [1, 2].forEach((x) => o.next(x)); o.return();
`,
  "interleaved async functions": `
const later = (n) => new Promise((done) => setTimeout(done, n % 3));
async function work(n) {
  try { if (n % 2) throw new Error("odd"); await later(n); return await later(n + 1); }
  catch { for (const x of [1, 2]) await later(x); }
  finally { await later(1); }
}
return Promise.all([1, 2, 3, 4, 5, 6].map(work));
`,
  "async generators ended in each way": `
async function* g() { try { yield 1; await null; yield 2; } finally { await null; } }
async function all() {
  g(); await g().next(); await g().return(1); await g().throw(1).catch(() => 0);
  const i = g(); await i.next(); await i.return(5);
  const k = g(); await k.next(); await k.throw(new Error("x")).catch(() => 0);
  const q = g(); await Promise.all([q.next(), q.next(), q.return(), q.next()]);
  for await (const x of g()) break;
  try { for await (const x of g()) throw new Error("y"); } catch {}
  async function* outer() { return yield* g(); }
  for await (const x of outer());
}
return all();
`,
};

describe("an iterator is closed by whoever loops over it, whose frame is on the stack", () => {
  const text = `
const items = () => ({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return() { depth(); return {}; } }) });
async function rejects() { for (const x of items()) { await Promise.reject(x); } }
async function fails() { for (const x of items()) { await null; throw x; } }
async function* returns() { for (const x of items()) return x; }
async function* returnsBehind() { for (const x of items()) { await null; return x; } }
async function all() { for await (const x of returns()); for await (const x of returnsBehind()); }
return Promise.allSettled([rejects(), fails()]).then(all);
`;
  for (const clock of ["sampled", "exact"] as const) {
    it(`where an await stands between (${clock})`, async () => {
      const stacks: number[][] = [];
      const { runtime, result } = run(text, { depth: () => void stacks.push(runtime.positions()) }, { clock });
      await result;
      expect(stacks.map((stack) => stack.length)).to.deep.equal([2, 2, 2, 2]);
      expect([...runtime.pending.values()].filter((count) => count !== 0)).to.deep.equal([]);
      expect([...runtime.throws.values()]).to.deep.equal([1, 1]);
    });
  }
});

describe("the stack is empty when the program is idle", () => {
  for (const clock of ["sampled", "exact"] as const) {
    for (const [name, text] of Object.entries(programs)) {
      it(`${name} (${clock})`, async () => {
        const { runtime, result } = run(text, { setTimeout }, { clock });
        await result;
        expect(runtime.stack[0]).to.equal(0);
        expect([...runtime.pending.values()].filter((count) => count !== 0)).to.deep.equal([]);
      });
    }
  }
});
