import { expect } from "chai";
import { mark } from "@perline/format";
import { instrument } from "@perline/transform";
import { withoutMarked } from "../../packages/runtime/dist/function-text.js";
import { name } from "../../packages/runtime/dist/naming.js";

const inserted = (text: string): string => `${mark}${text}${mark}`;

describe("function text", () => {
  it("loses what was inserted", () => {
    const text = `function f(a) {${inserted("let p=e(1);try{")} return a ${inserted("}finally{x(p)}")}}`;
    expect(withoutMarked(text)).to.equal("function f(a) { return a }");
  });

  it("stays the very same where nothing was inserted", () => {
    expect(withoutMarked("() => /* mark */ 1")).to.equal("() => /* mark */ 1");
  });

  it("loses a piece that its end cuts", () => {
    expect(withoutMarked(`x => ${inserted("{return k((")}x + 1${mark}),p=~p)}`)).to.equal("x => x + 1");
  });

  it("loses the blank between a division and a piece, and no other", () => {
    const text = "async x => 1/await x;";
    const { code } = instrument(text, {
      filename: "/division.js", path: "division.js", goal: "commonjs", select: "all", keepText: false, base: 1, clock: "sampled",
    });
    expect(code).to.contain(`/\u00a0${mark}`);
    expect(withoutMarked(code)).to.equal(text);
    expect(withoutMarked(`() => {\u00a0${inserted("h[1]++;")}f() }`)).to.equal("() => {\u00a0f() }");
  });
});

describe("name", () => {
  // An element of an array is in no place that names it.
  const anonymous = (): (() => void) => [() => undefined][0]!;

  it("names as the language would", () => {
    expect(name("key", anonymous()).name).to.equal("key");
    expect(name(1, anonymous()).name).to.equal("1");
    expect(name(Symbol("s"), anonymous()).name).to.equal("[s]");
    expect(name(Symbol(), anonymous()).name).to.equal("");
    const descriptor = Object.getOwnPropertyDescriptor(name("key", anonymous()), "name");
    expect(descriptor).to.deep.equal({ value: "key", writable: false, enumerable: false, configurable: true });
  });

  it("leaves a class that has a static name alone", () => {
    const named = [class { static name = "own"; }][0]!;
    expect(name("key", named).name).to.equal("own");
    const getter = [class { static get name(): string { return "got"; } }][0]!;
    expect(name("key", getter).name).to.equal("got");
  });
});
