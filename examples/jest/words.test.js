import { frequencies } from "./words.js";

test("counts words, however they are written", () => {
  expect(frequencies("The cat and the hat")).toEqual({ the: 2, cat: 1, and: 1, hat: 1 });
});
