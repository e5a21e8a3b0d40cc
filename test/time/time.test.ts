/** Time under control flow: exact figures, the same under either clock. */
import { expect } from "chai";
import { readCase, report } from "./controlled.js";
import { cases } from "./cases.js";

describe("time", () => {
  for (const [name, text] of Object.entries(cases)) {
    for (const clock of ["sampled", "exact"] as const) {
      it(`${name} (${clock})`, async () => {
        const { program, expected } = readCase(text);
        expect(await report(program, { clock })).to.equal(expected);
      });
    }
  }
});
