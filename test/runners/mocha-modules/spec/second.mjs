import assert from "node:assert";
import { sum } from "../src/sum.js";

it("adds up again", () => assert.strictEqual(sum(10), 55));
