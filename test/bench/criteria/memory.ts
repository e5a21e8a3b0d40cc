/** What counting objects costs over hits and time, and tracing them over counting them. */
import { beside } from "../beside.js";
import { type Criterion } from "../criterion.js";
import { sampled, withMemory, withSampledTraces, withTraces } from "../rivals/perline.js";

export const memory: Criterion = {
  id: "memory",
  claim: "Counting, modelling and measuring what lines create costs at most 10 % over hits and time, as a geometric mean over our programs.",
  measure: (bench) => beside(sampled, [{ rival: withMemory, name: "counted", limit: { atMost: 1.1 } }], bench),
};

export const traces: Criterion = {
  id: "traces",
  claim: "Tracing one object for each 128 KiB costs at most 3 % over counting all of them, as a geometric mean over our programs.",
  measure: (bench) => beside(withMemory, [
    { rival: withSampledTraces, name: "one for each 128 KiB", limit: { atMost: 1.03 } },
    { rival: withTraces, name: "every object, once", limit: null },
  ], bench),
};
