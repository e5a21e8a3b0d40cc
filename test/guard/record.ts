/**
 * Writes what the guard compares with: `node --import tsx test/guard/record.ts`, with each Node that is tested. What it wrote is for a
 * person to review: a figure that has grown makes every program slower.
 */
import { figures } from "./figures.js";
import { record } from "./recorded.js";

figures().then(record, (failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
