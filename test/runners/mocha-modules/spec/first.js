import assert from "node:assert";
import { Counter, sum } from "../src/sum.js";

describe("sum", () => {
  it("adds up", () => assert.strictEqual(sum(100), 5050));
  it("counts", async () => {
    await Promise.resolve();
    assert.strictEqual(new Counter().up().up().count, 2);
  });
});
