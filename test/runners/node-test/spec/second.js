const { it } = require("node:test");
const assert = require("node:assert");
const { sum } = require("../src/sum.js");

it("adds up again", () => assert.strictEqual(sum(10), 55));
