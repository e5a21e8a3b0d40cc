import { expect, test } from "vitest";
import { sum } from "../src/index.js";

test("adds up again", () => {
  expect(sum(10)).toBe(55);
});
