const { Counter, sum } = require("../src/sum.js");

test("adds up", () => {
  expect(sum(100)).toBe(5050);
});

test("counts", async () => {
  await Promise.resolve();
  expect(new Counter().up().up().count).toBe(2);
});

test("sees its functions as they are written", () => {
  expect(String(sum).split("\n")).toHaveLength(7);
  expect(String(Counter.prototype.up)).toMatch(/^up\(\) \{\n {4}this\.count \+= 1;\n {4}return this;\n {2}\}$/);
});
