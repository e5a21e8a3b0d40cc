// A suite in an ES module, with very many tests.
import assert from "node:assert";

describe("many", () => {
  for (let n = 0; n < 300; n++) it(`${n}`, n % 3 === 0 ? async () => assert.ok(n >= 0) : () => assert.ok(n % 100 !== 50, `${n} is bad luck`));
});
