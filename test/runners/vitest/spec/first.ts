import { expect, test } from "vitest";
import { Counter, sum } from "../src/sum.js";

test("adds up", () => {
  expect(sum(100)).toBe(5050);
});

test("counts", async () => {
  await Promise.resolve();
  expect(new Counter().up().up().count).toBe(2);
});

test("sees no text of anybody's", () => {
  expect(String(sum)).not.toContain("perline");
});
