jest.mock("../src/sum.js", () => ({ ...jest.requireActual("../src/sum.js"), twice: (n) => 2 * n }));

const { sum, twice } = require("../src/sum.js");

test("adds up what it doubles", () => {
  expect(sum(twice(5))).toBe(55);
});
