import { expect } from "chai";
import fc from "fast-check";
import type { TreeColumns } from "../../packages/runtime/dist/sampler/figures.js";
import { largestPaths } from "../../packages/runtime/dist/sampler/largest-paths.js";

/** A tree of [parent, self time] behind the two roots; each node's line is its row. */
function treeOf(nodes: readonly (readonly [parent: number, selfNs: number])[]): TreeColumns {
  const rows = [[-1, 0], [-1, 0], ...nodes] as const;
  return {
    count: rows.length, folded: 7, marked: [],
    parent: Int32Array.from(rows, ([parent]) => parent),
    line: Int32Array.from(rows, (_, row) => row < 2 ? 0 : row),
    live: Uint8Array.from(rows, (_, row) => row & 1),
    selfNs: Float64Array.from(rows, ([, ns]) => ns),
    samples: Float64Array.from(rows, ([, ns]) => Math.min(ns, 1)),
    calls: Float64Array.from(rows, ([, ns]) => ns % 7),
  };
}

const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);

describe("a call tree cut to its largest paths", () => {
  it("keeps the path with most time, callees included, and folds the others into their parents", () => {
    const tree = treeOf([[0, 5], [2, 0], [2, 100], [3, 1000], [1, 2]]);
    const { count, parent, line, live, selfNs, samples, folded } = largestPaths(tree, 5);
    expect(count).to.equal(5);
    expect([...parent]).to.deep.equal([-1, -1, 0, 2, 3]);
    expect([...line]).to.deep.equal([0, 0, 2, 3, 5]);
    expect([...live]).to.deep.equal([0, 1, 0, 1, 1]);
    expect([...selfNs]).to.deep.equal([0, 2, 105, 0, 1000]);
    expect([...samples ?? []]).to.deep.equal([0, 1, 2, 0, 1]);
    expect(folded).to.equal(7 + 2);
  });

  it("folds what was marked as it folds the tree", () => {
    const tree = treeOf([[0, 5], [2, 0], [2, 100], [3, 1000], [1, 2]]);
    const early = { selfNs: Float64Array.of(0, 0, 5, 0, 90), samples: Float64Array.of(0, 0, 1, 0, 1), calls: null };
    const { marked: [first, other], selfNs, samples, calls } = largestPaths({ ...tree, marked: [early, tree] }, 5);
    expect([...first!.selfNs]).to.deep.equal([0, 0, 95, 0, 0]);
    expect([...first?.samples ?? []]).to.deep.equal([0, 0, 2, 0, 0]);
    expect(first?.calls).to.equal(null);
    expect(other).to.deep.equal({ selfNs, samples, calls });
  });

  it("decides ties by the order of the nodes", () => {
    expect([...largestPaths(treeOf([[0, 9], [0, 9], [0, 9]]), 4).line]).to.deep.equal([0, 0, 2, 3]);
  });

  it("leaves a tree that is small enough as it is", () => {
    const tree = treeOf([[0, 1]]);
    expect(largestPaths(tree, 3)).to.equal(tree);
  });

  it("is a tree of that size, with the same time, whatever the tree", () => {
    const nodes = fc.array(fc.tuple(fc.nat(), fc.nat(1e9)), { maxLength: 60 });
    fc.assert(fc.property(nodes, fc.integer({ min: 2, max: 64 }), (raw, limit) => {
      const tree = treeOf(raw.map(([parent, ns], index) => [parent % (index + 2), ns]));
      const cut = largestPaths(tree, limit);
      expect(cut.count).to.equal(Math.min(limit, tree.count));
      expect(sum(cut.selfNs)).to.equal(sum(tree.selfNs));
      for (const key of ["samples", "calls"] as const) expect(sum(cut[key] ?? new Float64Array(0))).to.equal(sum(tree[key]!));
      for (let row = 2; row < cut.count; row++) expect(cut.parent[row]).to.be.within(0, row - 1);
      expect(cut.folded - tree.folded).to.equal(tree.count - cut.count);
    }));
  });
});
