/** The observer where no time is measured: there is no stack to look at, and counters are read whatever the clock. */
import type { Observer } from "./observer.js";

export const noObserver: Observer = {
  log: null,
  waiting: 0,
  overflowDepth: 0,
  brokenLooks: 0,
  unseenNs: 0,
  look: () => 0,
  glance: () => undefined,
  known: () => undefined,
  settle: () => undefined,
  close: () => undefined,
  reopen: () => undefined,
  figures: () => null,
  mark: () => 0,
};
