// vitest ends its workers by a signal: what is measured has to be there before.
import { snapshot, start, stop } from "@perline/runtime";
import { afterAll } from "vitest";

start();
afterAll(() => {
  stop();
  snapshot();
});
