import { expect, test } from "vitest";
import { roman } from "./roman.js";

test("writes years as the Romans did", () => {
  expect([1987, 2026].map(roman)).toEqual(["MCMLXXXVII", "MMXXVI"]);
});
