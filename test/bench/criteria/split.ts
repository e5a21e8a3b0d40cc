/** What V8's profiler costs beside the sampler. */
import { beside } from "../beside.js";
import { type Criterion } from "../criterion.js";
import { sampled, withSplit } from "../rivals/perline.js";

export const split: Criterion = {
  id: "split",
  claim: "Splitting self time costs at most 10 % over the sampled clock, as a geometric mean over our programs.",
  measure: (bench) => beside(sampled, [{ rival: withSplit, name: "split", limit: { atMost: 1.1 } }], bench),
};
