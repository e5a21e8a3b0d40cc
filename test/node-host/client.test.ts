/** What a thread does that asks the instrumenter, with lines whose other end is dead or alive. */
import { expect } from "chai";
import { Worker } from "node:worker_threads";
import { InstrumenterClient } from "../../packages/transform/dist/hosts/node/client.js";
import { answerFrom, type PreparedEntry } from "../../packages/transform/dist/hosts/node/prepared-entry.js";

const request = { filename: "/a.js", text: "let a;", goal: "commonjs", only: "commonjs" } as const;
const answer = { code: "let a; // b", goal: "commonjs", hasDynamicImport: false, hasMap: false, error: null } as const;
const entry: PreparedEntry = { filename: "/a.js", text: "let a;", leadsTraces: false, answer, messages: [] };

/** A client whose line gives that answer; its questions are counted. */
function clientOf(given: unknown): { client: InstrumenterClient; asked: () => number } {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const post = (): void => {
    answered[0]! += 1;
  };
  const client = new InstrumenterClient(() => ({ answered, post, take: () => given }));
  return { client, asked: () => answered[0]! };
}

describe("a thread that asks the instrumenter", () => {
  it("counts what nobody has answered, and runs it as it is", () => {
    const { client } = clientOf(undefined);
    client.missed = new Int32Array(new SharedArrayBuffer(4));
    expect([client.instrument(request).code, client.instrument(request).code, client.missed[0]]).to.deep.equal([null, null, 2]);
  });

  it("counts nothing that is answered, though it be left as it is", () => {
    const { client } = clientOf({ ...answer, code: null });
    client.missed = new Int32Array(new SharedArrayBuffer(4));
    expect([client.instrument(request).code, client.missed[0]]).to.deep.equal([null, 0]);
  });

  it("goes on waiting where it is woken, late, for what was answered before", () => {
    const answered = new Int32Array(new SharedArrayBuffer(4));
    const take = (): unknown => (answered[0] === 0 ? undefined : answer);
    const client = new InstrumenterClient(() => ({ answered, post: () => undefined, take }));
    // It answers once the client has been woken twice.
    const waker = new Worker(`
      const { workerData: answered } = require("node:worker_threads");
      for (let woken = 0; woken < 2;) woken += Atomics.notify(answered, 0);
      Atomics.store(answered, 0, 1);
      Atomics.notify(answered, 0);
    `, { eval: true, workerData: answered });
    try {
      expect(client.instrument(request).code).to.equal(answer.code);
    } finally {
      void waker.terminate();
    }
  });

  it("does not ask for an entry that was prepared", () => {
    const { client, asked } = clientOf(undefined);
    client.entry = { ...entry, leadsTraces: process.sourceMapsEnabled };
    expect([client.instrument(request).code, client.codeOf("/a.js"), asked()]).to.deep.equal([answer.code, answer.code, 0]);
  });
});

describe("a prepared entry", () => {
  const wanted = { ...request, leadsTraces: false };

  it("is good for its very text, in the way it was prepared", () => {
    expect(answerFrom(entry, wanted)).to.equal(answer);
    expect(answerFrom(entry, { ...wanted, goal: null, only: null })).to.equal(answer);
    for (const other of [{ filename: "/b.js" }, { text: "let b;" }, { leadsTraces: true }, { goal: "module" }] as const) {
      expect(answerFrom(entry, { ...wanted, ...other }), JSON.stringify(other)).to.equal(null);
    }
  });

  it("is only named to who cannot run it", () => {
    const module = { ...entry, answer: { ...answer, goal: "module" as const } };
    expect(answerFrom(module, { ...wanted, goal: null })).to.include({ code: null, goal: "module" });
  });
});
