// Tests that pass, fail, wait, are left out and run again; with hooks.
const assert = require("node:assert");

describe("arithmetic", () => {
  let count = 0;
  before(() => count++);
  beforeEach("counts", async () => void count++);
  afterEach((done) => setImmediate(done));
  after(() => assert.ok(count > 3, "hooks ran"));

  it("adds", () => assert.strictEqual(1 + 1, 2));
  it("fails", () => assert.strictEqual(count, -1, "counted otherwise"));
  it("fails with a difference", () => assert.deepStrictEqual({ a: [1, 2], b: "x" }, { a: [1, 3], b: "y" }));
  it("waits", async () => assert.strictEqual(await Promise.resolve(3), 3));
  it("calls back", (done) => setImmediate(done));
  it("calls back with a failure", (done) => setImmediate(done, new RangeError("called back")));
  it("is pending");
  it("leaves itself out", function () {
    this.skip();
  });
  it("succeeds at last", function () {
    this.retries(3);
    assert.ok(this.test.currentRetry() === 2, "not yet");
  });
  it("rejects", () => Promise.reject(new TypeError("rejected")));
  it("throws what is no error", () => {
    throw { odd: true };
  });

  describe("inside", () => {
    for (const n of [1, 2, 3]) it(`has a test ${n}`, () => assert.ok(n < 3, `${n} is too much`));
    context("a hook that fails", () => {
      before(() => {
        throw new Error("in a hook");
      });
      it("never runs", () => assert.fail("unreachable"));
    });
  });
  describe.skip("left out", () => it("never runs either", () => assert.fail("unreachable")));
});
