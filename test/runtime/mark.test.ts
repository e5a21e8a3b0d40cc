import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { enableGlobal, profile } from "@perline/runtime";

describe("the mark profile", () => {
  it("gives what it wraps", () => {
    const add = (a: number, b: number): number => a + b;
    expect(profile(add)).to.equal(add);
    expect(profile(add)(1, 2)).to.equal(3);
  });

  it("changes nothing as a standard decorator", () => {
    @profile
    class Counter {
      count = 0;
      @profile
      increase(): number {
        return ++this.count;
      }
    }
    expect(Counter.name).to.equal("Counter");
    expect(new Counter().increase()).to.equal(1);
  });

  it("leaves the descriptor alone as a legacy decorator", () => {
    const descriptor = { value: () => 1, writable: true, enumerable: false, configurable: true };
    expect(profile({}, "method", descriptor)).to.equal(undefined);
    expect(profile({}, "field")).to.equal(undefined);
  });

  it("can be a global that a program may replace and does not see by listing", () => {
    enableGlobal();
    expect(Object.getOwnPropertyDescriptor(globalThis, "profile")).to.deep.equal({
      value: profile, configurable: true, writable: true, enumerable: false,
    });
    Reflect.deleteProperty(globalThis, "profile");
  });
});

describe("the function mark, where nothing is measured", () => {
  it("keeps nothing, and takes no memory for what could be measured", () => {
    const text = `const { mark } = require(${JSON.stringify(require.resolve("@perline/runtime"))});
      const before = process.memoryUsage().arrayBuffers;
      console.log(mark("loaded"), process.memoryUsage().arrayBuffers - before < 1e6);`;
    expect(execFileSync("node", ["--eval", text], { encoding: "utf8" })).to.equal("false true\n");
  });
});
