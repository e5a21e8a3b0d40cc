/** Each case fails under the naive rewrites it names: it stands for the rule, and would notice its loss. */
import { allCases } from "./case.js";
import { breakage } from "./naive.js";

describe("naive rewrites", () => {
  for (const one of allCases()) {
    for (const name of one.settings.naive ?? []) {
      it(`${name} breaks ${one.name}`, async () => {
        if ((await breakage(one, name)).findings === "") throw new Error(`${one.name} passes under ${name}: it does not stand for that rule.`);
      });
    }
  }
});
