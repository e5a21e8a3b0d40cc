/** Hits of probes that no code counts, at a moment and over a window. */
import { expect } from "chai";
import { since, withDerived, type Columns } from "../../packages/runtime/dist/sampler/columns.js";

function columns(...hits: number[]): Columns {
  const none = new Float64Array(hits.length);
  return { hits: Float64Array.of(...hits), throws: none, awaitNs: none, pending: new Int32Array(hits.length) };
}

/** Probe 3 counts the evaluations of a test, 4 those of the one before it, whose case falls through to that of 3. */
const derived = [{ probe: 3, plus: [0, 1], minus: [2] }, { probe: 4, plus: [2, 3], minus: [] }];

describe("hits of derived probes", () => {
  it("follow from those of others, which may be derived themselves", () => {
    expect([...withDerived(columns(5, 2, 3, 0, 0), derived).hits]).to.deep.equal([5, 2, 3, 4, 7]);
  });

  it("hold for the differences between two moments", () => {
    const [before, after] = [columns(5, 2, 3, 0, 0), columns(9, 2, 4, 0, 0)];
    expect([...withDerived(since(before, after), derived).hits]).to.deep.equal([4, 0, 1, 3, 4]);
  });

  it("are never below zero, whatever was read while the program went on", () => {
    expect([...withDerived(columns(0, 0, 1, 0, 0), derived).hits]).to.deep.equal([0, 0, 1, 0, 1]);
  });

  it("leave what was read as it is, and what is not known yet aside", () => {
    const read = columns(1, 1, 0);
    expect([...withDerived(read, derived).hits]).to.deep.equal([1, 1, 0]);
    expect([...read.hits]).to.deep.equal([1, 1, 0]);
  });
});
